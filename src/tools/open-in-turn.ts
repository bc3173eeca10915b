type Closable = { close(): Promise<void> | void }

/** Opens parts one after the other; where one cannot be opened, those opened before are closed, the last first, and its error is thrown. */
export function openInTurn(): <T>(open: () => T | Promise<T>) => Promise<T> {
  const opened: Closable[] = []
  return async (open) => {
    try {
      const part = await open()
      if (isClosable(part)) opened.unshift(part)
      return part
    } catch (error) {
      for (const part of opened.splice(0)) await part.close()
      throw error
    }
  }
}

const isClosable = (part: unknown): part is Closable => typeof (part as Partial<Closable> | undefined)?.close === 'function'
