// A mail server with bad days, in a process of its own: refuses, stalls and drops at random. What it took is in its journal, one line of JSON
// each, before it answers. Arguments: the journal, a seed.
import { appendFileSync } from 'node:fs'
import { SMTPServer } from 'smtp-server'

const [journal = '', seed = '1', mood = 'bad'] = process.argv.slice(2)
let state = Number(seed) >>> 0
function random() {
  state = (state + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
/** @param {number} share */
const happens = (share) => mood === 'bad' && random() < share
/** @param {object} line */
const note = (line) => appendFileSync(journal, `${JSON.stringify(line)}\n`)
/** @param {number} responseCode @param {string} text */
const refusal = (responseCode, text) => Object.assign(new Error(text), { responseCode })

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onConnect: (_session, done) => (happens(0.02) ? done(refusal(421, 'too busy')) : done()),
  onRcptTo({ address }, session, done) {
    if (address.startsWith('gone-')) {
      note({ event: 'nobody', to: address, by: session.hostNameAppearsAs })
      return done(refusal(550, '5.1.1 no such mailbox'))
    }
    if (happens(0.06)) return done(refusal(450, '4.2.1 try later'))
    if (happens(0.02)) return drop(session)
    done()
  },
  onData(stream, session, done) {
    const breaksAt = happens(0.04) ? 2000 : Infinity
    let raw = ''
    stream.setEncoding('utf8')
    stream.on('data', (text) => {
      raw += text
      if (raw.length > breaksAt) drop(session)
    })
    stream.on('end', () => {
      // Of what broke off nothing was taken.
      if (raw.length > breaksAt || !/\r\n--[^\r\n]+--\s*$/.test(raw)) return done(refusal(451, 'incomplete'))
      if (happens(0.04)) return done(refusal(451, '4.3.0 not now'))
      if (happens(0.03)) return drop(session)
      const fate = happens(0.06) ? (random() < 0.7 ? 'dropped' : 'stalled') : 'answered'
      note({
        event: 'taken', fate,
        // The name that the sender greeted with.
        by: session.hostNameAppearsAs,
        to: session.envelope.rcptTo.map(({ address }) => address).join(),
        id: /^message-id: <([^>]+)>/im.exec(raw)?.[1],
        ids: (raw.match(/^message-id:/gim) ?? []).length,
        papers: [...new Set([...raw.replaceAll('=\r\n', '').matchAll(/\/papers\/([\w.%-]+)(?=\s)/g)].map((found) => found[1]).filter((id) => /\d/.test(id ?? '')))],
      })
      if (fate === 'dropped') drop(session)
      else if (fate === 'answered') done()
    })
  },
})

/** @param {{ id: string }} session */
function drop({ id }) {
  for (const connection of /** @type {any} */ (server).connections) if (connection.id === id) connection._socket.destroy()
}

server.on('error', () => {})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${/** @type {import('node:net').AddressInfo} */ (server.server.address()).port}\n`))
