import { describe, expect, it } from 'vitest'
import { fakeEditions } from '../../api/fake-editions.test-helper.ts'
import type { LedgerTerms } from '../../edition/day-ledger.ts'
import { MADE_UP_ROWS, MADE_UP_TERMS, madeUpDays, madeUpRow, madeUpTerms } from '../../edition/made-up-ledger.test-helper.ts'
import type { LedgerRow } from '../../paper/ledger.ts'
import { runCli } from '../cli.ts'
import { fakeInstance } from '../fake-instance.test-helper.ts'
import { fakeTerminal } from '../fake-terminal.test-helper.ts'

async function run(words: string, { columns, rows = MADE_UP_ROWS, now = Date.UTC(2024, 9, 19, 18), terms = MADE_UP_TERMS }: { terms?: LedgerTerms; columns?: number; rows?: readonly LedgerRow[]; now?: number } = {}) {
  const terminal = fakeTerminal(columns === undefined ? {} : { columns })
  const editions = fakeEditions()
  const instance = fakeInstance({ editions: { ...editions, ledger: async (from, to) => (await editions.ledger(from, to), madeUpDays(from, to, rows, terms)) } })
  const code = await runCli(['node', 'broadsheet', ...words.split(' ')], {
    open: async () => instance, openIndex: () => Promise.reject(new Error('none')), env: { BROADSHEET_DATA: '/nowhere/of/this/test' }, terminal, clock: { now: () => now },
  })
  return { code, ...terminal.printed, calls: editions.calls }
}

describe('days', () => {
  it.each([
    ['days', '2024-10-06', '2024-10-26'],
    ['days --from 2024-10-18', '2024-10-18', '2024-10-26'],
    ['days --from 2025-01-01', '2025-01-01', '2025-01-01'],
    ['days --to 2024-10-18', '2024-10-05', '2024-10-18'],
    ['days --from 2024-10-16 --to 2024-10-18', '2024-10-16', '2024-10-18'],
    ['days 2024-W42', '2024-10-14', '2024-10-20'],
    ['days 2024-02', '2024-02-01', '2024-02-29'],
    ['days 2024-10-18', '2024-10-18', '2024-10-18'],
    ['days today', '2024-10-19', '2024-10-19'],
  ])('%s asks for %s to %s', async (words, from, to) => {
    expect(await run(words)).toMatchObject({ code: 0, err: '', calls: [['ledger', from, to]] })
  })

  it('takes today from New York', async () => {
    expect((await run('days today', { now: Date.parse('2024-10-19T03:59:00Z') })).calls).toEqual([['ledger', '2024-10-18', '2024-10-18']])
  })

  it.each([
    ['days 2024-02-30', /The day must be one that exists/],
    ['days soon', /The day must be one that exists/],
    ['days --from 2024-13-01', /--from must be a day/],
    ['days --to never', /--to must be a day/],
    ['days 2024-10-18 --from 2024-10-01', /not both/],
  ])('refuses %s', async (words, sentence) => {
    const { code, out, err, calls } = await run(words)
    expect([code, out, calls]).toEqual([1, '', []])
    expect(err).toMatch(sentence)
  })

  it('is a table, and the calendar of days to come', async () => {
    const { out } = await run('days --from 2024-10-18 --to 2024-10-22')
    expect(out.split('\n').slice(0, 6)).toEqual([
      'day             state            arXiv  cs.LG  cs.CL  Daily Papers  missing  looked at',
      'Fri 2024-10-18  incomplete       58/60  40/40  28/30  3/3           2        02:00',
      'Sat 2024-10-19  not fetched yet  -      -      -      ?',
      'Sun 2024-10-20  weekend          -      -      -',
      'Mon 2024-10-21  to come',
      'Tue 2024-10-22  to come',
    ])
  })

  it('puts arXiv into one column where the terminal is narrow', async () => {
    const { out } = await run('days --from 2024-10-18 --to 2024-10-22', { columns: 76 })
    expect(out).toContain('Fri 2024-10-18  incomplete       58/60  3/3           2        02:00\n')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(76)
  })

  it('is the calendar where no sources are chosen, and says so', async () => {
    const { out } = await run('days --from 2024-10-18 --to 2024-10-21', { terms: madeUpTerms({ now: '2024-10-19T18:00:00Z', chosen: undefined }), rows: [] })
    expect(out).toMatch(/Fri 2024-10-18  not kept\nSat 2024-10-19  weekend\nSun 2024-10-20  weekend\nMon 2024-10-21  to come\n\nNo ledger is kept/)
  })

  it('names the holidays to come', async () => {
    expect((await run('days --from 2024-11-29 --to 2024-11-29')).out).toContain('Fri 2024-11-29  Thanksgiving')
  })

  it('says of one day every figure and what is missing', async () => {
    const { out } = await run('days 2024-10-18')
    expect(out).toBe(
      'Friday, 18 October 2024\n' +
        '58 of 60 arXiv papers · 3 of 3 Daily Papers · last looked for at 00:10 on 18 October, New York time\n\n' +
        'arXiv: announced 20:00 on 17 October, New York time.\n' +
        'cs.LG: complete · 40 of 40 held · told by announcement feed and harvest · looked at 00:10 on 18 October\n' +
        'cs.CL: incomplete · 28 of 30 held · told by announcement feed · looked at 00:10 on 18 October\n' +
        '  missing: 2410.00058 2410.00059\n' +
        'Daily Papers: complete · 3 of 3 held · told by dated list · looked at 02:00\n',
    )
  })

  it('lets nothing that came from outside steer the terminal', async () => {
    const wild = madeUpRow({ day: '2024-10-18', category: 'cs.LG', expected: ['2410.1\u001b[2J'], missing: ['2410.1\u001b[2J'], trouble: 'cut\u001b]0;x\u0007 short' }, { feed: '2024-10-18T04:10:00Z' })
    for (const words of ['days 2024-10-18', 'days --from 2024-10-18', 'days 2024-10-18 --json', 'days --json']) {
      expect((await run(words, { rows: [wild] })).out).not.toMatch(/[\u001b\u0007]/)
    }
  })

  it('prints the API\'s shape as JSON', async () => {
    expect(JSON.parse((await run('days 2024-10-18 --json')).out)).toMatchObject({ day: '2024-10-18', state: 'incomplete', complete: false, arxiv: { expected: 60, held: 58 }, sources: [{ category: 'cs.LG' }, { missing: ['2410.00058', '2410.00059'] }, {}] })
    expect(JSON.parse((await run('days --json')).out)).toMatchObject({ from: '2024-10-06', to: '2024-10-26', days: expect.arrayContaining([expect.objectContaining({ day: '2024-10-20', announcement: { at: null, none: 'weekend' } })]) })
  })
})
