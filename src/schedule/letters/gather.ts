/**
 * Gathers what many ask for at a time into one deed: a transaction for ten letters takes as long as one for a single letter.
 * While a deed is under way further askers wait for the next.
 */
export function gather<Asked, Answer>(deed: (all: readonly Asked[]) => Promise<readonly Answer[]>): (asked: Asked) => Promise<Answer> {
  let waiting: { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = []
  let running = false
  const run = async (): Promise<void> => {
    running = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        const answers = await deed(batch.map(({ asked }) => asked))
        for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    running = false
  }
  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject })
      if (!running) {
        running = true
        queueMicrotask(() => void run())
      }
    })
}
