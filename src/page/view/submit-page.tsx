import type { SubmissionPreview, SubmissionTerms } from '../../community/submissions.ts'
import { REMARK_CHARACTERS_MAX } from '../../community/submissions.ts'
import type { SubmissionRefused } from '../../community/submission-refused.ts'
import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import type { SubmitForm } from '../submit-form.ts'
import { paperHref } from '../words/addresses.ts'
import { longDay, shortDate } from '../words/dates.ts'
import { Byline } from './byline.tsx'
import { Layout } from './layout.tsx'
import { Notes } from './notes.tsx'
import { Picks } from './picks.tsx'
import { Tick } from './tick.tsx'

export type SubmitFault = Pick<SubmissionRefused, 'field' | 'message'>

interface SubmitPageProps {
  frame: Frame
  terms: SubmissionTerms
  form: SubmitForm
  fault?: SubmitFault | undefined
}

/** The form with which a paper is put into a day's list. What was written stays in it when something is refused. */
export function SubmitPage({ frame, terms, form, fault }: SubmitPageProps) {
  return (
    <Layout frame={frame} title="Submit a paper" description="Put a paper into a day’s list." dateline head={<meta name="robots" content="noindex" />}>
      <article class="sources submit">
        <h1>Submit a paper</h1>
        {fault !== undefined && fault.field === undefined && <div class="notes" role="alert" id="fault"><p>{fault.message}</p></div>}
        {!terms.may ? (
          <p class="lead" id="may-not">Papers are submitted here by curators only.</p>
        ) : (
          <>
            <p class="lead">Name a paper and it goes into a day’s list, with your name beside it. You see it before it goes in.</p>
            {terms.sentences.length > 0 && <p class="hint" id="rules">{terms.sentences.join(' ')}</p>}
            <form class="choose" action="/submit" method="post">
              <Field id="what" label="The paper" hint="An arXiv id, a DOI, the address of its page at arXiv, doi.org, OpenReview, the ACL Anthology, bioRxiv or Hugging Face, or its BibTeX or RIS." fault={fault}>
                {(more) => <textarea id="what" name="what" rows={2} required autocomplete="off" autocapitalize="none" spellcheck={false} {...more}>{area(form.what)}</textarea>}
              </Field>
              <Field id="day" label="The day" hint={terms.firstDay === undefined ? 'Today, unless you say another one.' : 'Today, unless you say another one of the last days.'} fault={fault}>
                {(more) => <input id="day" name="day" type="date" value={form.day === '' ? terms.today : form.day} {...(terms.firstDay === undefined ? {} : { min: terms.firstDay })} max={terms.lastDay} {...more} />}
              </Field>
              <Remark form={form} fault={fault} />
              <Pick terms={terms} form={form} fault={fault} />
              <p class="deeds"><button type="submit" name="step" value="look" id="look">Look at it</button></p>
            </form>
          </>
        )}
      </article>
    </Layout>
  )
}

/** The paper that was found, before it goes in. */
export function SubmitPreviewPage({ frame, terms, form, preview, fault }: SubmitPageProps & { preview: SubmissionPreview }) {
  const { paper, held, toldBy } = preview.found
  const abstract = frame.texts.abstract(paper)
  const own = preview.there.find((one) => one.person !== undefined && one.person.id === frame.visitor.person?.id)
  const known = own === undefined ? form : { ...form, remark: form.remark || own.remark, picked: form.picked || own.picked }
  const facts = [paper.published !== undefined && shortDate(paper.published), paper.categories.slice(0, 3).join(' '), paper.venue, paper.id.startsWith('b-') ? undefined : paper.id]
  return (
    <Layout frame={frame} title="Submit this paper?" dateline head={<meta name="robots" content="noindex" />}>
      <article class="sources submit">
        <h1>Submit this paper?</h1>
        {fault !== undefined && fault.field === undefined && <div class="notes" role="alert" id="fault"><p>{fault.message}</p></div>}
        <Notes notes={[...preview.notes, ...standing(preview)]} />
        <div class="paper" id="found">
          <h2>{held ? <a class="title" href={paperHref(paper.id)}>{frame.texts.title(paper)}</a> : frame.texts.title(paper)}</h2>
          <Byline authors={paper.authors} />
          <div class="abstract">{abstract.length > 0 ? abstract.map((html) => <p>{html}</p>) : <p class="quiet">There is no abstract of it.</p>}</div>
          <p class="facts">{facts.filter(Boolean).map((one) => <><span>{one}</span> </>)}<span>{held ? 'held already' : `told by ${toldBy ?? 'nobody'}`}</span></p>
          <Picks frame={{ ...frame, visitor: { ...frame.visitor, person: undefined } }} paper={paper.id} submissions={preview.there} />
        </div>
        <form class="choose" action="/submit" method="post">
          <input type="hidden" name="what" value={form.what} />
          <input type="hidden" name="day" value={preview.day} />
          <Remark form={known} fault={fault} />
          <Pick terms={terms} form={known} fault={fault} />
          <p class="deeds">
            <button type="submit" name="step" value="put" id="put">Put it into the list of {longDay(preview.day)}</button>
            <button class="plain" type="submit" name="step" value="change" formnovalidate>Another paper or day</button>
          </p>
        </form>
      </article>
    </Layout>
  )
}

const LISTS: Readonly<Record<string, string>> = { arxiv: 'arXiv', huggingface: 'Hugging Face', biorxiv: 'bioRxiv', medrxiv: 'medRxiv', openreview: 'OpenReview', acl: 'the ACL Anthology', feed: 'a feed', shelf: 'the starter shelf' }

/** What is so already on that day. */
function standing({ there, listedBy, day }: SubmissionPreview): string[] {
  if (there.length === 0 && listedBy.length === 0) return []
  const by = listedBy.length === 0 ? '' : `, from ${listedBy.map((one) => LISTS[one] ?? one).join(' and ')}`
  return [`It is in the list of ${longDay(day)} already${by}: your name will stand beside it, and it will not be listed twice.`]
}

function Remark({ form, fault }: { form: SubmitForm; fault: SubmitFault | undefined }) {
  return (
    <Field id="remark" label="A remark" hint={`If you like: why this one? Plain text of at most ${REMARK_CHARACTERS_MAX} characters, shown with your name.`} fault={fault}>
      {(more) => <textarea id="remark" name="remark" rows={2} maxlength={REMARK_CHARACTERS_MAX} {...more}>{area(form.remark)}</textarea>}
    </Field>
  )
}

function Pick({ terms, form, fault }: { terms: SubmissionTerms; form: SubmitForm; fault: SubmitFault | undefined }) {
  return (
    <>
      {terms.mayPick && <Tick name="picked" value="1" id="picked" checked={form.picked}>As my pick: it is marked “picked by”, and stands among the <a href="/picks">picks</a></Tick>}
      {fault?.field === 'picked' && <p class="fault" id="picked-fault">{fault.message}</p>}
    </>
  )
}

// A browser takes the first line break of a text area for the page's own.
const area = (text: string): string => (text.startsWith('\n') ? `\n${text}` : text)

interface FieldProps {
  id: 'what' | 'day' | 'remark'
  label: string
  hint: string
  fault: SubmitFault | undefined
  children: (more: Readonly<Record<string, string>>) => Child
}

/** A field with its label, its hint and what is wrong with it, tied together for whoever hears the page. */
function Field({ id, label, hint, fault, children }: FieldProps) {
  const wrong = fault?.field === id
  const more = { 'aria-describedby': wrong ? `${id}-fault ${id}-hint` : `${id}-hint`, ...(wrong ? { 'aria-invalid': 'true', autofocus: '' } : {}) }
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>{hint}</p>
      {children(more)}
      {wrong && <p class="fault" id={`${id}-fault`} role="alert">{fault.message}</p>}
    </div>
  )
}
