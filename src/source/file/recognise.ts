import { StringDecoder } from 'node:string_decoder'

export type FileFormat = 'json-lines' | 'json' | 'xml' | 'bibtex' | 'ris' | 'page'

/** What the head of a file looks like: a format we read, or the words that say why we do not. */
export type Recognised = { readonly format: FileFormat } | { readonly unknown: string }

/** As much of a file as recognition may look at. */
export const HEAD_BYTES = 64 * 1024

/** Recognises a format by content alone; a byte order mark and white space before it do not matter. */
export function recognise(head: Buffer): Recognised {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return { unknown: 'is in UTF-16; save it as UTF-8' }
  // The decoder holds back a character that the head cuts in two.
  const text = new StringDecoder('utf8').write(head).replace(/^\uFEFF/, '').trimStart()
  if (text === '' || /^\0+$/.test(text)) return { unknown: text === '' ? 'is empty' : 'holds nothing but zero bytes' }
  const first = text[0]
  if (text.startsWith('PK\u0003\u0004')) return { unknown: 'is a zip archive; unpack it first' }
  if (text.startsWith('%PDF-')) return { unknown: 'is a PDF, not a list of papers' }
  if (text.startsWith('SQLite format 3')) return { unknown: 'is a database, not a list of papers' }
  if (first === '{') return { format: isJsonLines(text) ? 'json-lines' : 'json' }
  if (first === '[') return { format: 'json' }
  if (first === '<') return recogniseMarkup(text)
  if (looksBinary(text)) return { unknown: 'is not a text file' }
  if (/^[ \t]*TY {1,2}- ?/m.test(text)) return { format: 'ris' }
  if (/^[ \t]*@[a-zA-Z]{1,40}[ \t]{0,20}[{(]/m.test(text)) return { format: 'bibtex' }
  if (isPage(text)) return { format: 'page' }
  // Later lines that are JSON mean that the first one is damaged.
  if (/^\{"/m.test(text)) return { format: 'json-lines' }
  return { unknown: 'is in no format that Broadsheet reads' }
}

/**
 * Tells lines of objects from one object over many lines: a line of the head that is a whole object, no line end
 * at all, or a damaged first line that ends like an object with another one after it.
 */
function isJsonLines(text: string): boolean {
  const lines = text.split('\n')
  if (lines.length === 1) return true
  if (lines.slice(0, 50).some((line) => line[0] === '{' && isWholeObject(line))) return true
  return lines[0]!.trimEnd().endsWith('}') && lines[1]!.startsWith('{"')
}

function isWholeObject(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

function recogniseMarkup(text: string): Recognised {
  if (/^<!doctype\s+html|^<html[\s>]/i.test(text)) return { unknown: 'is a web page; save it as plain text, or give the service\u2019s answer as JSON' }
  return { format: 'xml' }
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4096)
  let odd = 0
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (code === 0xfffd || (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12)) odd++
  }
  return odd * 20 > sample.length
}

/** A result page of Hugging Face Daily Papers saved as text: its header stands within the first lines. */
function isPage(text: string): boolean {
  return /Get trending papers in your email inbox|by ?AK and the research community/.test(text.slice(0, 2000)) || /^(?:new\s+)?Daily Papers\s*\n/.test(text.slice(0, 200))
}
