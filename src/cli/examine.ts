import { countMembers } from '../community/accounts/count-members.ts'
import { TERMINAL } from '../config/account-settings.ts'
import type { Config } from '../config/config.ts'
import type { ModelKeeper } from '../ingest/model-keeper.ts'
import { BroadsheetError, publicMessage } from '../paper/errors.ts'
import type { TextModelSource } from '../search-index/embedder/text-model.ts'
import type { SearchIndex } from '../search-index/search-index.ts'
import type { Store } from '../store/store.ts'
import type { DoctorReport } from './instance.ts'

/** So long a model is waited for that is tried, ms. */
const PROBE_MS = 10_000

export interface ExaminedParts {
  readonly config: Pick<Config, 'accounts' | 'smtpUrl' | 'mailFolder'>
  readonly store: Store
  readonly index: Pick<SearchIndex, 'state'>
  readonly models: Pick<ModelKeeper, 'progress' | 'probe'>
  /** the model of texts that is configured, if one is */
  readonly source: Pick<TextModelSource, 'label'> | undefined
}

/** What `doctor` finds: the database, the index and the counts, the model of texts and the accounts where there are any. */
export async function examine(parts: ExaminedParts): Promise<DoctorReport> {
  const { store, index } = parts
  const problems = await store.check()
  const [papers, state, span] = [await store.count(), index.state(), await store.daySpan()]
  const behind = papers - state.papers
  return {
    checks: [
      { name: 'database', ok: problems.length === 0, detail: problems.length === 0 ? 'sound' : problems.join(' ') },
      { name: 'papers', ok: true, detail: `${papers.toLocaleString('en')}${span.first === undefined ? '' : `, listed from ${span.first} to ${span.last}`}` },
      {
        name: 'index',
        ok: behind === 0,
        detail: behind === 0
          ? `${state.papers.toLocaleString('en')} papers in ${state.segments === 1 ? '1 segment' : `${state.segments} segments`}, ${Math.round(state.bytes / 1e6)} MB, model ${state.model}`
          : `${behind === 1 ? '1 paper is' : `${behind.toLocaleString('en')} papers are`} not indexed; a running server does it, or \`broadsheet reindex\``,
      },
      ...(await examineModel(parts, papers)),
      ...(await examineAccounts(parts)),
    ],
  }
}

async function examineModel({ index, models, source }: ExaminedParts, papers: number): Promise<DoctorReport['checks']> {
  if (source === undefined) return []
  const progress = models.progress()
  const { model: serving } = index.state()
  const have = progress?.done ?? 0
  const by = progress?.model ?? source.label
  const meanwhile = serving === progress?.model ? 'the others are found by their words' : `the vectors by ${serving} serve meanwhile`
  const refused = progress?.refused ? `; it refused ${progress.refused.toLocaleString('en')}` : ''
  const answers = await models.probe(AbortSignal.timeout(PROBE_MS)).then(
    () => ({ ok: true, detail: `${source.label} answers` }),
    (error: unknown) => ({ ok: false, detail: `${error instanceof BroadsheetError ? publicMessage(error) : `${source.label} did not answer within ${PROBE_MS / 1000} s.`} Words still search.` }),
  )
  return [
    { name: 'vectors', ok: true, detail: `${have.toLocaleString('en')} of ${papers.toLocaleString('en')} papers have vectors by ${by}${refused}${have < papers || serving !== progress?.model ? `; ${meanwhile}` : ''}` },
    { name: 'embeddings', ...answers },
  ]
}

async function examineAccounts({ config, store }: ExaminedParts): Promise<DoctorReport['checks']> {
  if (!config.accounts) return []
  const { total, admins } = await countMembers(store)
  const letters = config.smtpUrl !== undefined ? 'letters go by a mail server' : config.mailFolder !== undefined ? (config.mailFolder === TERMINAL ? 'letters are shown at the terminal' : 'letters go into a folder') : 'no letters are sent'
  const people = total === 1 ? '1 person' : `${total.toLocaleString('en')} people`
  if (admins === 0) return [{ name: 'accounts', ok: false, detail: `${people}, none of them an administrator: \`broadsheet user add EMAIL --role admin\`` }]
  return [{ name: 'accounts', ok: true, detail: `${people}, ${admins === 1 ? '1 administrator' : `${admins} administrators`}; ${letters}` }]
}
