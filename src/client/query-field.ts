/** As the pages have it: longer queries stand in several lines. */
const ONE_LINE = 120
/** A longer address is not carried by every browser and proxy; the server takes such a search by POST. */
const ADDRESS_CHARACTERS = 8000

/** Makes room for a pasted abstract, keeps its line breaks from gluing words together, and posts what no address can carry. */
export function wireQueryField(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[role=search], form.find-within')) {
    form.addEventListener('submit', () => postLong(form))
    const field = form.querySelector<HTMLInputElement | HTMLTextAreaElement>('[name=q]')
    if (field instanceof HTMLTextAreaElement) wireLines(form, field)
    else field?.addEventListener('paste', (event) => paste(event, form, field))
  }
}

/** A field of one line would drop the line breaks of what is pasted; a long text gets a field of several lines. */
function paste(event: ClipboardEvent, form: HTMLFormElement, field: HTMLInputElement): void {
  const text = event.clipboardData?.getData('text').trim() ?? ''
  if (text.length <= ONE_LINE && !/[\r\n]/.test(text)) return
  event.preventDefault()
  const start = field.selectionStart ?? field.value.length
  const end = field.selectionEnd ?? start
  const value = `${field.value.slice(0, start)}${text}${field.value.slice(end)}`.slice(0, field.maxLength)
  if (!form.classList.contains('search-form')) {
    field.value = value.replace(/\s+/g, ' ')
    return
  }
  const lines = document.createElement('textarea')
  for (const name of ['id', 'name', 'maxlength', 'autocomplete', 'spellcheck']) {
    const given = field.getAttribute(name)
    if (given !== null) lines.setAttribute(name, given)
  }
  lines.rows = 6
  lines.value = value
  field.replaceWith(lines)
  wireLines(form, lines)
  lines.focus()
}

/** Enter searches, as in a field of one line; Shift and Enter begin a new line. */
function wireLines(form: HTMLFormElement, field: HTMLTextAreaElement): void {
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
}

function postLong(form: HTMLFormElement): void {
  const values = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') values.append(name, value)
  const long = values.toString().length > ADDRESS_CHARACTERS
  form.method = long ? 'post' : 'get'
  form.action = long ? '/papers/search' : '/papers'
}
