import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { setVisitor } from '../../community/visitor.ts'
import type { ListEdition } from '../../edition/edition.ts'
import { BroadsheetError } from '../../paper/errors.ts'
import type { Paper } from '../../paper/paper.ts'
import { LOCAL_VISITOR, type Visitor } from '../../paper/people.ts'
import { type View, viewPath } from '../../paper/view.ts'
import { addExportRoutes, type ExportDeps } from './export-routes.ts'
import { exportFileName } from './file-name.ts'

const paper = (key: number): Paper => ({
  key, id: `2401.${String(key).padStart(5, '0')}`, title: `Made-up paper of owls ${key}`, abstract: '', authors: [{ name: 'Ada Example' }], identifiers: [{ scheme: 'arxiv', value: `2401.${String(key).padStart(5, '0')}` }], categories: [], venue: undefined, keywords: [], published: '2024-01-02',
  updated: undefined, versions: [], comment: undefined, journalRef: undefined, licence: undefined, citations: undefined, links: [], aiSummary: undefined, extras: {}, withdrawn: false, sources: ['arxiv'], upvotes: 0,
})

function appOf(count: number, visitor?: Visitor) {
  const asked: string[] = []
  const editions = {
    view: async (view: View, { page = 0, pageSize = 50 } = {}) => {
      asked.push(viewPath(view))
      const entries = Array.from({ length: Math.max(0, Math.min(pageSize, count - page * pageSize)) }, (_, i) => ({ paper: paper(page * pageSize + i + 1), listed: undefined, score: undefined, reasons: [] }))
      return { entries, total: count } as unknown as ListEdition
    },
    paper: async (id: string) => (id === '2401.00001' || id === '10.1/x.bib' ? { paper: paper(1), days: [], similar: [], askedId: id } : undefined),
  }
  const app = new Hono()
  if (visitor !== undefined) app.use((c, next) => (setVisitor(c, visitor), next()))
  addExportRoutes(app, { editions: editions as unknown as ExportDeps['editions'], publicUrl: 'https://papers.example' })
  app.onError((error, c) => c.text(error.message, error instanceof BroadsheetError ? (error.code === 'bad-input' ? 400 : error.code === 'not-signed-in' ? 401 : 404) : 500))
  return { app, asked }
}

describe('references at the address of a list', () => {
  it('come whole up to the limit, then in pages that lead to each other, each paper once', async () => {
    const { app } = appOf(4100)
    const keys = new Set<string>()
    const sizes: number[] = []
    let address: string | undefined = '/papers.bib?q=owls'
    while (address !== undefined) {
      const answer: Response = await app.request(address)
      expect(answer.headers.get('x-total-count')).toBe('4100')
      const ids = [...(await answer.text()).matchAll(/eprint\s+= \{(.*)\}/g)].map(([, id]) => id!)
      sizes.push(ids.length)
      ids.forEach((id) => keys.add(id))
      address = /<https:\/\/papers\.example([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
    }
    expect(sizes).toEqual([2000, 2000, 100])
    expect(keys.size).toBe(4100)
  })

  it('of somebody’s own lead on with the token they were asked for with, and with nothing else in its place', async () => {
    const { app } = appOf(4100, LOCAL_VISITOR)
    const ends = async (token: string): Promise<string[]> => {
      const answer = await app.request(`/saved.bib?token=${token}&p=1`)
      return [...answer.headers.get('link')!.matchAll(/<https:\/\/papers\.example([^>]+)>; rel="(?:prev|next|alternate)"/g)].map(([, address]) => address!)
    }
    expect(await ends('bsf_made-up')).toEqual(['/saved', '/saved.bib?token=bsf_made-up', '/saved.bib?p=2&token=bsf_made-up'])
    expect(await ends('bs_made-up')).toEqual(['/saved', '/saved.bib', '/saved.bib?p=2'])
  })

  it('name the view that was asked for, and their file', async () => {
    const { app, asked } = appOf(3)
    const answer = await app.request('/papers/date/2024-10-18.csl.json?category=cs.LG')
    expect(asked).toEqual(['/papers/date/2024-10-18?category=cs.LG'])
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="2024-10-18-cs.LG.csl.json"')
    expect(answer.headers.get('content-type')).toBe('application/vnd.citationstyles.csl+json; charset=utf-8')
    expect(await answer.json()).toHaveLength(3)
  })

  it('of an empty list are an empty file, and an empty list in CSL', async () => {
    const { app } = appOf(0)
    expect(await (await app.request('/papers.bib')).text()).toBe('')
    expect(await (await app.request('/papers.ris')).text()).toBe('')
    expect(await (await app.request('/picks.csl.json')).json()).toEqual([])
  })

  it('are not sent again to whoever has them', async () => {
    const { app } = appOf(3)
    const etag = (await app.request('/papers.ris')).headers.get('etag')!
    expect((await app.request('/papers.ris', { headers: { 'if-none-match': `"x", ${etag}` } })).status).toBe(304)
    expect((await app.request('/papers.ris', { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
  })

  it.each([['/saved.bib', 401], ['/saved/tag/a.ris', 401], ['/papers/for-you.bib', 401], ['/papers/date/2024-13-01.bib', 400], ['/papers.bib?after=x', 400], ['/papers.bib?p=-1', 400], ['/papers/2401.00001.bib', 200], ['/papers/10.1/x%2Ebib.bib', 200], ['/papers/10.1/none.bib', 404], ['/papers/%zz.bib', 400]])('%s answers %i', async (address, status) => {
    expect((await appOf(3).app.request(address)).status).toBe(status)
  })
})

describe('a file’s name', () => {
  it.each([['../../etc/passwd', 'etc-passwd.bib'], ['10.1000/a b"c\r\nx', '10.1000-a-b-c-x.bib'], ['数学', 'papers.bib'], ['con', 'papers-con.bib'], ['Gödel', 'Godel.bib']])('of %j is %s', (what, name) => {
    expect(exportFileName(what, 'bib')).toBe(name)
  })
})
