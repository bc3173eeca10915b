import type { Terminal } from './terminal.ts'

export interface Style {
  bold(text: string): string
  dim(text: string): string
  accent(text: string): string
  bad(text: string): string
}

/** Colours of the terminal, or none. Each line is closed by itself, so that wrapped text may be indented afterwards. */
export function styleOf(terminal: Terminal): Style {
  const wrapIn = (start: number, end: number) => (text: string) =>
    terminal.colour ? text.replace(/[^\n]+/g, (line) => `\u001b[${start}m${line}\u001b[${end}m`) : text
  return { bold: wrapIn(1, 22), dim: wrapIn(2, 22), accent: wrapIn(36, 39), bad: wrapIn(31, 39) }
}
