import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('broadsheet.css', import.meta.url), 'utf8')

function tokens(from: RegExp): ReadonlyMap<string, string> {
  const block = from.exec(css)?.[1] ?? ''
  return new Map([...block.matchAll(/--([a-z]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

const light = tokens(/^:root \{([^}]*)\}/m)
const systemDark = tokens(/prefers-color-scheme: dark\) \{\s*:root:not\(\[data-theme='light'\]\) \{([^}]*)\}/)
const chosenDark = tokens(/^:root\[data-theme='dark'\] \{([^}]*)\}/m)

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

test('the measure itself: black on white is 21, and nothing else is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('the dark theme is the same whether the system or the reader chose it', () => {
  expect(systemDark).toEqual(chosenDark)
  expect([...light.keys()].sort()).toEqual([...chosenDark.keys()].sort())
  expect(light.size).toBe(7)
})

describe.each([['light', light], ['dark', chosenDark]] as const)('%s', (_, theme) => {
  const of = (name: string) => theme.get(name) ?? ''
  test.each([
    ['ink', 'paper', 7], // reading for an hour: AAA
    ['ink', 'mark', 7],
    ['quiet', 'paper', 4.5],
    ['accent', 'paper', 4.5],
    ['field', 'paper', 3], // edges of controls: 1.4.11
  ])('%s on %s has at least %s : 1', (text, ground, least) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(least)
  })
})

test('no colour stands outside the tokens', () => {
  const rest = css.replace(/--[a-z]+:\s*#[0-9a-f]{6};/g, '')
  expect(rest.match(/#[0-9a-f]{3,8}\b(?![^{]*\{)/gi) ?? []).toEqual([])
})

test('nothing is fetched from elsewhere, nothing moves, nothing casts a shadow', () => {
  for (const text of [css, readFileSync(new URL('print.css', import.meta.url), 'utf8')]) {
    expect(text).not.toMatch(/url\(|@import|@font-face|animation|transition|box-shadow|text-shadow/)
  }
})
