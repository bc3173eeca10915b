import type { Terminal } from './terminal.ts'

// JSON leaves these as they are, and a terminal may obey them.
const LEFT_BARE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** Prints a value as JSON: indented for a person, one line for a program. No character in it can steer a terminal. */
export function printJson(terminal: Terminal, value: unknown): void {
  print(terminal, JSON.stringify(value, null, terminal.columns === undefined ? undefined : 2))
}

/** Prints a value as one line of JSON Lines, whoever reads. No character in it can steer a terminal. */
export function printJsonLine(terminal: Terminal, value: unknown): void {
  print(terminal, JSON.stringify(value))
}

function print(terminal: Terminal, json: string): void {
  terminal.out(json.replace(LEFT_BARE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`) + '\n')
}
