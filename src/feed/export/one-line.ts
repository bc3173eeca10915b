/** Characters that no reader of these formats expects: control, zero width, bidirectional overrides, non-characters. */
// eslint-disable-next-line no-control-regex, no-misleading-character-class
const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** A text without unseen characters and half characters, still in its paragraphs. */
export function soundText(text: string): string {
  return text.replace(UNSEEN, '').replace(/\p{Cs}/gu, '\ufffd')
}

/** A text in one line: these formats end a value, or begin another, at a line's end. */
export function oneLine(text: string): string {
  return soundText(text).replace(/[\s\u0085]+/g, ' ').trim()
}
