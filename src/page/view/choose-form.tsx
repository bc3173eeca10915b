import type { Child } from 'hono/jsx'
import { ARCHIVES } from '../../paper/archives.ts'
import { categoryName } from '../../paper/category-name.ts'
import type { SourceFault } from '../../paper/check-sources.ts'
import { ALL_SUBJECTS, BIORXIV_SUBJECTS, MEDRXIV_SUBJECTS } from '../../paper/preprint-subjects.ts'
import type { SourcesForm } from '../sources-form.ts'
import { shortened } from '../words/well-formed.ts'
import { Tick } from './tick.tsx'

interface ChooseFormProps {
  form: SourcesForm
  faults: readonly SourceFault[]
  /** nothing has been chosen yet */
  first: boolean
}

/** The form to choose sources with; all of it works without scripts. */
export function ChooseForm({ form, faults, first }: ChooseFormProps) {
  const of = (field: SourceFault['field']) => faults.filter((fault) => fault.field === field)
  return (
    <form class="choose" action="/sources" method="post">
      <h2>{first ? 'Choose' : 'Change them'}</h2>

      <fieldset>
        <legend>arXiv</legend>
        <p class="hint">Papers of the categories that you tick, on the day of their announcement.</p>
        {ARCHIVES.map(({ name, categories }) => {
          const ticked = categories.filter((id) => form.arxiv.has(id))
          return (
            <Fold name={name} ticked={ticked}>
              {categories.map((id) => <Tick name="arxiv" value={id} checked={form.arxiv.has(id)} code={id}>{categoryName(id)}</Tick>)}
            </Fold>
          )
        })}
        <Field id="further" label="Further categories or whole archives" hint="Such as math or hep-th, with blanks between them." faults={of('arxiv')}>
          {(more) => <input id="further" name="further" value={form.further} autocomplete="off" autocapitalize="none" spellcheck={false} {...more} />}
        </Field>
      </fieldset>

      <fieldset>
        <legend>Hugging Face</legend>
        <Tick name="huggingface" value="on" checked={form.huggingface}>Daily Papers, with their upvotes</Tick>
      </fieldset>

      <fieldset>
        <legend>bioRxiv and medRxiv</legend>
        <Subjects name="biorxiv" label="bioRxiv" known={BIORXIV_SUBJECTS} ticked={form.biorxiv} faults={of('biorxiv')} />
        <Subjects name="medrxiv" label="medRxiv" known={MEDRXIV_SUBJECTS} ticked={form.medrxiv} faults={of('medrxiv')} />
      </fieldset>

      <fieldset>
        <legend>Conferences</legend>
        <Field id="openreview" label="Venues on OpenReview" hint="One on a line, such as ICLR.cc/2026/Conference, or the address of its page." faults={of('openreview')}>
          {(more) => <textarea id="openreview" name="openreview" rows={2} autocomplete="off" autocapitalize="none" spellcheck={false} {...more}>{area(form.openreview)}</textarea>}
        </Field>
        <Field id="acl" label="Collections of the ACL Anthology" hint="With blanks between them, such as 2025.acl 2025.emnlp." faults={of('acl')}>
          {(more) => <input id="acl" name="acl" value={form.acl} autocomplete="off" autocapitalize="none" spellcheck={false} {...more} />}
        </Field>
      </fieldset>

      <fieldset>
        <legend>Feeds</legend>
        <Field id="feeds" label="Addresses of RSS or Atom feeds" hint="One on a line: a journal, a laboratory, a person." faults={of('feeds')}>
          {(more) => <textarea id="feeds" name="feeds" rows={3} autocomplete="off" autocapitalize="none" spellcheck={false} {...more}>{area(form.feeds)}</textarea>}
        </Field>
      </fieldset>

      <fieldset>
        <legend>Beside the papers</legend>
        <Tick name="openalex" value="on" checked={form.openalex}>Citations and venues from OpenAlex, for papers held, in the background</Tick>
        <Field
          id="contact"
          label="Your e-mail address"
          hint="arXiv asks whoever fetches for a way to be reached: it is sent to the services with each request, and nowhere else."
          faults={of('contact')}
        >
          {(more) => <input id="contact" name="contact" type="text" inputmode="email" value={form.contact} maxlength={200} autocomplete="email" autocapitalize="none" spellcheck={false} {...more} />}
        </Field>
      </fieldset>

      <p class="deeds"><button type="submit" id="choose-sources">{first ? 'Choose these' : 'Keep these'}</button></p>
    </form>
  )
}

// A browser takes the first line break of a text area for the page's own.
const area = (text: string): string => (text.startsWith('\n') ? `\n${text}` : text)

/** So many of the ticked are named on what they are folded away under. */
const NAMED = 6

/** Boxes folded away under their common name, which says which of them are ticked. */
function Fold({ id, name, ticked, open = false, children }: { id?: string; name: string; ticked: readonly string[]; open?: boolean; children?: Child }) {
  const named = ticked.slice(0, NAMED).map((one) => shortened(one, 40)).join(', ')
  const more = ticked.length - NAMED
  return (
    <details class="fold" {...(id === undefined ? {} : { id })} open={open}>
      <summary>{name}{ticked.length > 0 && <span class="quiet"> · {named}{more > 0 && ` and ${more} more`}</span>}</summary>
      <fieldset>
        <legend class="unseen">{name}</legend>
        <div class="ticks">{children}</div>
      </fieldset>
    </details>
  )
}

interface SubjectsProps {
  name: 'biorxiv' | 'medrxiv'
  label: string
  known: readonly string[]
  ticked: ReadonlySet<string>
  faults: readonly SourceFault[]
}

/** The subjects of a preprint server; those chosen elsewhere that are not known here stay. */
function Subjects({ name, label, known, ticked, faults }: SubjectsProps) {
  const others = [...ticked].filter((one) => one !== '' && one !== ALL_SUBJECTS && !known.includes(one))
  return (
    <>
      <Fold id={`${name}-subjects`} name={label} ticked={[...ticked]} open={faults.length > 0}>
        <Tick name={name} value={ALL_SUBJECTS} checked={ticked.has(ALL_SUBJECTS)}>every subject</Tick>
        {known.map((one) => <Tick name={name} value={one} checked={ticked.has(one)}>{one}</Tick>)}
        {others.map((one, index) => <Tick name={name} value={one} id={`${name}-other-${index}`} checked>{shortened(one, 80)}</Tick>)}
      </Fold>
      {faults.map(({ message }) => <p class="fault">{message}</p>)}
    </>
  )
}

interface FieldProps {
  id: string
  label: string
  hint: string
  faults: readonly SourceFault[]
  children: (more: Readonly<Record<string, string>>) => Child
}

/** A field with its label, its hint and what is wrong with it, tied together for whoever hears the page. */
function Field({ id, label, hint, faults, children }: FieldProps) {
  const wrong = faults.length > 0
  const more = { 'aria-describedby': wrong ? `${id}-fault ${id}-hint` : `${id}-hint`, ...(wrong ? { 'aria-invalid': 'true' } : {}) }
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>{hint}</p>
      {children(more)}
      {wrong && <p class="fault" id={`${id}-fault`}>{faults.map(({ message }) => message).join(' ')}</p>}
    </div>
  )
}
