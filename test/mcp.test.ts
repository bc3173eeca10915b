/** The built program as a server of the Model Context Protocol on its standard streams, asked by the SDK's own client. */
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { broadsheet, ended, newInstance, root, start, temporaryFolder } from './support/broadsheet.ts'

const instance = newInstance()
const ENV = { BROADSHEET_SHELF: '0', BROADSHEET_FETCH: '0', BROADSHEET_SEARCH_THREADS: '1' }
const paper = (number: number, title: string): string =>
  JSON.stringify({ id: `2410.0000${number}`, title, abstract: `${title}, told at length, with $x^${number}$.`, authors: 'Ada Example, Bo Sample', categories: 'cs.LG', versions: [{ version: 'v1', created: 'Thu, 17 Oct 2024 17:00:00 GMT' }] })

let client: Client
beforeAll(async () => {
  const file = join(temporaryFolder(), 'papers.jsonl')
  writeFileSync(file, [paper(1, 'On the habits of owls'), paper(2, 'Owls at night'), paper(3, 'A theory of tea')].join('\n'))
  expect((await broadsheet(['--data', instance, 'import', file], { env: ENV })).code).toBe(0)
  client = new Client({ name: 'test', version: '1' })
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [join(root, 'dist', 'main.js'), '--data', instance, 'mcp'], cwd: tmpdir(), env: { ...(process.env as Record<string, string>), ...ENV }, stderr: 'inherit' }))
  await client.listTools()
}, 60_000)
afterAll(() => client.close())

const textOf = (answer: Awaited<ReturnType<Client['callTool']>>): string => (answer.content as { text: string }[])[0]!.text

it('finds, tells, saves and shows what was saved', async () => {
  const found = await client.callTool({ name: 'search', arguments: { query: 'owls', mode: 'words' } })
  expect((found.structuredContent as { papers: { id: string }[] }).papers.map(({ id }) => id).sort()).toEqual(['2410.00001', '2410.00002'])
  expect(textOf(await client.callTool({ name: 'paper', arguments: { id: 'arXiv:2410.00003v1' } }))).toContain('A theory of tea, told at length, with $x^3$.')
  expect((await client.callTool({ name: 'similar', arguments: { id: '2410.00001', limit: 1 } })).isError).toBeUndefined()
  for (const name of ['day', 'trending', 'for_you']) expect((await client.callTool({ name, arguments: {} })).isError, name).toBeUndefined()
  expect((await client.callTool({ name: 'save', arguments: { id: '2410.00003' } })).structuredContent).toEqual({ paper: '2410.00003', saved: true })
  const { contents } = await client.readResource({ uri: 'broadsheet://saved' })
  expect((contents[0] as { text: string }).text).toMatch(/A theory of tea \[2410\.00003\]/)
  await client.callTool({ name: 'save', arguments: { id: '2410.00003', on: false } })
  expect(((await client.readResource({ uri: 'broadsheet://saved' })).contents[0] as { text: string }).text).not.toContain('2410.00003')
})

it('refuses in sentences', async () => {
  const answer = await client.callTool({ name: 'paper', arguments: { id: '9999.99999' } })
  expect([answer.isError, textOf(answer)]).toEqual([true, 'No paper with the id 9999.99999 is held here.'])
  await expect(client.callTool({ name: 'rm', arguments: {} })).rejects.toThrow('There is no tool rm')
})

it('goes on after a call was cancelled', async () => {
  const ending = new AbortController()
  const call = client.callTool({ name: 'search', arguments: { query: 'owls' } }, undefined, { signal: ending.signal })
  ending.abort('enough')
  await expect(call).rejects.toThrow('enough')
  expect((await client.callTool({ name: 'search', arguments: { query: 'tea' } })).isError).toBeUndefined()
})

it('answers what stands before the end of its input, writes nothing else, and ends', async () => {
  const child = start(['--data', instance, 'mcp'], { env: { ...ENV, BROADSHEET_LOG: 'debug' } })
  const call = { jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'search', arguments: { query: 'owls' } } }
  child.stdin!.end(`no message\n${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n${JSON.stringify(call)}\n`)
  const { code, out } = await ended(child)
  const lines = out.trim().split('\n').map((line) => JSON.parse(line) as { jsonrpc: string; id: number; result?: object })
  expect(code).toBe(0)
  expect(lines.map(({ id }) => id).sort()).toEqual([1, 2])
  for (const { jsonrpc, result } of lines) expect([jsonrpc, typeof result]).toEqual(['2.0', 'object'])
})
