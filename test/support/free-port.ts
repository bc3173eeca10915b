import { type AddressInfo, createServer } from 'node:net'

/** A port that was free just now, for a server that is named before it listens: in letters, in links to sign in. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const trial = createServer()
    trial.once('error', reject)
    trial.listen(0, '127.0.0.1', () => {
      const { port } = trial.address() as AddressInfo
      trial.close(() => resolve(port))
    })
  })
}
