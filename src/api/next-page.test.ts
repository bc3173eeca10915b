import { describe, expect, it } from 'vitest'
import { fakeCommunity } from '../community/fake-community.test-helper.ts'
import { apiRoutes } from './api.ts'
import { fakeEditions } from './fake-editions.test-helper.ts'

const nextOf = async (url: string, publicUrl?: string): Promise<string | null> => {
  const api = apiRoutes({ editions: fakeEditions(), community: fakeCommunity(), publicUrl })
  const answer = await api.request(url)
  expect(answer.status).toBe(200)
  return answer.headers.get('link')
}

describe('the address of the next page', () => {
  it.each([
    ['http://inner:8765/api/daily_papers?limit=1', 'https://papers.example/api/daily_papers?limit=1&p=1'],
    ['http://inner:8765/api/daily_papers?limit=1&p=1&date=2024-10-18', 'https://papers.example/api/daily_papers?limit=1&p=2&date=2024-10-18'],
    ['http://inner:8765/api/papers/search?q=a%2Bb+%26c&limit=1', 'https://papers.example/api/papers/search?q=a%2Bb+%26c&limit=1&p=1'],
  ])('%s is at the public address where one is configured', async (url, next) => {
    expect(await nextOf(url, 'https://papers.example')).toBe(`<${next}>; rel="next"`)
  })

  it('is at the host that was asked where none is configured', async () => {
    expect(await nextOf('http://127.0.0.1:8765/api/daily_papers?limit=1')).toBe('<http://127.0.0.1:8765/api/daily_papers?limit=1&p=1>; rel="next"')
  })

  it('is given where papers walk by date too', async () => {
    expect(await nextOf('http://inner:8765/api/papers?limit=1', 'https://papers.example')).toMatch(/^<https:\/\/papers\.example\/api\/papers\?limit=1&cursor=[\w-]+>; rel="next"$/)
  })

  it('is not given after the last page', async () => {
    expect(await nextOf('http://inner:8765/api/daily_papers?limit=3', 'https://papers.example')).toBeNull()
  })
})
