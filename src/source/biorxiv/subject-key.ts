/** A subject area in lower case with hyphens, as bioRxiv's own addresses have it: `Cell Biology` and `cell_biology` are `cell-biology`. */
export function subjectKey(subject: string): string {
  return subject.slice(0, 200).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
}
