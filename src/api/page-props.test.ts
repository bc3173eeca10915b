import { describe, expect, it } from 'vitest'
import { fakeEditions, fakeEntry, fakePaper } from './fake-editions.test-helper.ts'
import { pageProps } from './page-props.ts'

const NOBODY_SAID = { comments: [] } as never

async function rankOf(place: number, part = {}): Promise<unknown> {
  const entries = [0, 1, 2, 3].map((number) => fakeEntry(number, part))
  const editions = fakeEditions(entries)
  const { paper, listed } = entries[place]!
  const props = await pageProps(editions).paper({ paper, days: listed === undefined ? [] : [listed], similar: [], askedId: paper.id }, NOBODY_SAID, 'https://papers.example/papers/1')
  return (props as { dailyPaperRank: unknown }).dailyPaperRank
}

describe('what is told of a paper to programs that read its page', () => {
  it('its place in the day, of the first three', async () => {
    expect(await Promise.all([0, 1, 2, 3].map((place) => rankOf(place)))).toEqual([1, 2, 3, 0])
  })

  it('no place where nobody has voted, and none where it is in no list', async () => {
    const { listed } = fakeEntry(0)
    expect(await rankOf(0, { listed: { ...listed, upvotes: 0 } })).toBe(0)
    expect(await rankOf(0, { listed: undefined })).toBe(0)
  })

  it('the whole address of its Markdown, and not who voted', async () => {
    const props = await pageProps(fakeEditions()).paper({ paper: fakePaper(9), days: [], similar: [], askedId: '2410.00009' }, NOBODY_SAID, 'https://papers.example/papers/2410.00009')
    expect(props).toMatchObject({ markdownContentUrl: 'https://papers.example/papers/2410.00009.md', upvoters: [], upvoted: false })
  })
})

describe('what is told of a list', () => {
  const list = { entries: [], to: '2024-10-18', previous: '2024-10-17', next: undefined }

  it.each([
    [{ ...list, kind: 'day', subject: '2024-10-18' }, { dateString: '2024-10-18', periodType: 'day', prevDate: '2024-10-17' }],
    [{ ...list, kind: 'week', subject: '2024-W42', previous: undefined, next: '2024-W43' }, { dateString: '2024-W42', periodType: 'week', nextDate: '2024-W43' }],
    [{ ...list, kind: 'trending', subject: '' }, { dateString: '2024-10-18' }],
    [{ ...list, kind: 'search', subject: 'owls', to: undefined }, { dateString: '' }],
  ] as const)('%j', (edition, said) => {
    expect(JSON.parse(JSON.stringify(pageProps(fakeEditions()).list(edition as never)))).toEqual({ dailyPapers: [], ...said })
  })
})
