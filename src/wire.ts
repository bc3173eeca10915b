/** Puts the rooms together into an instance: which faces, on which engines. Beside main.ts the only place that knows every room. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { apiRoutes } from './api/api.ts'
import { openApiDocument } from './api/openapi/document.ts'
import { pageProps } from './api/page-props.ts'
import type { Config } from './config/config.ts'
import { examine } from './cli/examine.ts'
import type { Instance, OpenInstance } from './cli/instance.ts'
import { alertRounds } from './community/alerts/alert-rounds.ts'
import { createCommunity } from './community/create-community.ts'
import type { SubmissionRules } from './community/submission-rules.ts'
import { createDigests } from './edition/create-digests.ts'
import { createEditions } from './edition/create-editions.ts'
import { firstGuess } from './edition/first-guess.ts'
import { createGuessOrder } from './edition/guess-order.ts'
import { keepRankings } from './edition/keep-rankings.ts'
import { openIndexes, openStore } from './engines.ts'
import { fetchNow } from './ingest/fetch/fetch-now.ts'
import { bringPaper } from './ingest/bring/bring-paper.ts'
import { paperServices } from './ingest/bring/services.ts'
import { Fetching } from './ingest/fetch/fetching.ts'
import { IndexKeeper } from './ingest/index-keeper.ts'
import { ModelKeeper } from './ingest/model-keeper.ts'
import { PaperVectors } from './ingest/paper-vectors.ts'
import { feedRoutes } from './feed/feed.ts'
import { feedTokenOf } from './feed/feed-token.ts'
import { createIngest } from './ingest/ingest.ts'
import { mcpRoutes } from './mcp/over-http.ts'
import { loadAssets } from './page/assets.ts'
import { errorPage, pageRoutes } from './page/page.ts'
import { type ChosenSources, SOURCES_SETTING } from './paper/chosen-sources.ts'
import { BroadsheetError } from './paper/errors.ts'
import { LOCAL_PERSON_ID, LOCAL_VISITOR, NOBODY, type Visitor } from './paper/people.ts'
import { paragraphs, texToHtml } from './paper/tex/tex-to-html.ts'
import { texToText } from './paper/tex/tex-to-text.ts'
import { DEFAULT_EMBEDDER } from './search-index/embedder/embedder.ts'
import { SwitchingIndex } from './search-index/switching-index.ts'
import { terms } from './search-index/terms.ts'
import { keepAlerts } from './schedule/alerts.ts'
import { keepDays } from './schedule/keep-days.ts'
import { keepDelivering } from './schedule/letters/keep-delivering.ts'
import { sendLetters } from './schedule/letters/send-letters.ts'
import { writeLetters } from './schedule/letters/write-letters.ts'
import { keepFetching } from './schedule/schedule.ts'
import { createLog } from './server/log.ts'
import { openAccounts, publicUrlOf } from './server/open-accounts.ts'
import { letterPreview } from './server/letter-desk.ts'
import { openLetters } from './server/open-letters.ts'
import { openMailer } from './server/open-mailer.ts'
import { sendDigest } from './server/send-digest.ts'
import { REQUESTS_A_MINUTE } from './server/rate-limit.ts'
import { serve } from './server/serve.ts'
import { createApp } from './server/server.ts'
import { createZotero } from './source/zotero/zotero.ts'
import { systemClock, systemTime } from './tools/clock.ts'
import { openInTurn } from './tools/open-in-turn.ts'

/** Of this Broadsheet, as it is released. */
export const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** How often a server looks for papers that other processes brought, ms. */
const CATCH_UP_EVERY_MS = 1000

export const openInstance: OpenInstance = async (config, mode) => {
  const open = openInTurn()
  const store = await open(() => openStore(config))
  const clock = systemClock
  const log = createLog({ level: config.logLevel, quiet: mode !== 'serve' || process.stderr.isTTY })
  const showLetters = mode === 'serve' && process.stderr.isTTY ? (text: string) => void process.stderr.write(text) : undefined
  const mailer = await open(() => openMailer(config, showLetters))
  const letIn = () => openAccounts({ config, store, clock, log, mailer })
  const accounts = await open(() => (config.accounts && mode === 'serve' ? letIn() : undefined))
  const letters = await open(() => (mode === 'read' ? undefined : openLetters(config, mailer)))
  const { source, places, cache, first } = await open(() => openIndexes(config))
  const index = new SwitchingIndex(first)
  const held = cache?.held(first.state().model)
  const keeper = new IndexKeeper(store, first, held && new PaperVectors(held))
  const models = new ModelKeeper({ store, index, keeper, places, cache, source, house: DEFAULT_EMBEDDER, clock, log })
  const ingest = createIngest({ store, keeper, clock, models })
  let queryTrouble: unknown
  const embedQuery = async (text: string) => {
    try {
      const queries = await models.queries()
      return queries && { vector: await queries.of(text), vectorModel: queries.name }
    } catch (cause) {
      // Searches fail alike while the model rests; the log says it once.
      if (cause !== queryTrouble) log.warn({ cause }, 'a query has no vector')
      queryTrouble = cause
      throw cause
    }
  }
  const editions = createEditions({ store, index, clock, embedQuery, fetching: () => mode === 'serve' && config.fetch, guess: createGuessOrder(store, firstGuess, { always: config.guess }), firstGuess: config.guess ? firstGuess : undefined })
  const chooseSources = (chosen: ChosenSources): Promise<void> => store.setSetting(SOURCES_SETTING, chosen)
  // At a command its own words say what failed.
  const fetchLog = mode === 'serve' || config.logLevel !== 'auto' ? log : { info: () => {}, warn: () => {} }
  const fetching = new Fetching({ store, time: systemTime, log: fetchLog, random: Math.random, version: VERSION, base: config.servicesUrl, everyMs: config.requestEveryMs, openalexKey: config.openalexKey })
  const finder = bringPaper({ store, clock, services: paperServices({ door: (service) => fetching.door(service), base: config.servicesUrl, openalexKey: config.openalexKey, contact: async () => (await fetching.chosen())?.contact }) })
  const zotero = createZotero({ http: { get: async (request) => (await fetching.door('zotero')).get(request) }, base: config.servicesUrl })
  const alertRules = { publicUrl: publicUrlOf(config), userAgent: `Broadsheet/${VERSION} (+${publicUrlOf(config)})` }
  const community = createCommunity({ store, clock, accounts, zotero, finder, submissionRules: submissionRules(config), letters: letters?.rules, alerts: alertRules, log })
  const mcpRoom = { editions, community, publicUrl: publicUrlOf(config), version: VERSION }
  const ending = new AbortController()
  let background: Promise<unknown> | undefined
  let timer: NodeJS.Timeout | undefined

  const digests = createDigests({ editions, origins: (keys) => store.origins(keys), clock })
  const previewLetter = letterPreview({ digests, editions, clock, publicUrl: publicUrlOf(config) })
  /** What delivers letters, where any are sent. @param impatient whether they go without waiting for complete days */
  const deliverBy = (impatient: boolean) => {
    const { links } = community.subscriptions
    if (letters === undefined || links === undefined) return undefined
    const publicUrl = publicUrlOf(config)
    return {
      post: store.post, time: systemTime, log: fetchLog, carrier: letters.carrier, unknown: config.lettersUnknown, perSecond: config.lettersPerSecond,
      by: randomUUID(), host: new URL(publicUrl).hostname, compose: writeLetters({ post: store.post, digest: (request) => digests.plan({ ...request, impatient }), links, publicUrl }),
    }
  }

  const instance: Instance = {
    editions,
    ingest,
    chooseSources,
    fetchNow: async (request, options) => {
      const { signal, onProgress } = options
      let counts = { added: 0, updated: 0 }
      let indexed = 0
      try {
        const report = await fetchNow(fetching, await fetching.chosen(), request, options)
        counts = report
        return report
      } finally {
        // Who stops it waits for nothing more: what is in is indexed by whatever opens the instance next.
        const behind = Math.max(1, (await store.count()) - index.state().papers)
        const onPapers = (papers: number): void => onProgress?.({ label: 'Index', what: 'new papers', progress: Math.min(1, (indexed += papers) / behind), ...counts })
        if (signal?.aborted !== true) await keeper.catchUp(onPapers, signal)
      }
    },
    forYou: async (options, as) => editions.forYou((await submitter(as)).person ?? { id: LOCAL_PERSON_ID }, options),
    submit: async (request, as) => {
      try {
        return await community.submissions.submit(await submitter(as), request)
      } finally {
        await keeper.catchUp()
      }
    },
    accounts: letIn,
    digest: (order) => sendDigest({ store, config, preview: previewLetter, mailer }, order),
    mcp: async (as) => {
      const visitor = as === undefined && config.accounts ? { by: 'nobody' as const, person: undefined, canSignIn: true } : await submitter(as)
      const follow = async (): Promise<void> => {
        await keeper.catchUp().catch((cause: unknown) => log.error({ cause }, 'the index could not catch up with the store'))
        if (timer !== undefined) timer = setTimeout(follow, CATCH_UP_EVERY_MS)
      }
      timer = setTimeout(follow, CATCH_UP_EVERY_MS)
      return { room: mcpRoom, visitor }
    },
    letters: {
      list: async function* () {
        for (let after = ''; ; ) {
          const page = await store.post.allSubscriptions({ after })
          yield* page
          if (page.length === 0) return
          after = page.at(-1)!.id
        }
      },
      stop: (address) => community.subscriptions.stopAll(address),
      send: async (options) => {
        const parts = deliverBy(options.now)
        if (parts === undefined) throw new BroadsheetError('bad-input', 'No letters are sent here: set BROADSHEET_SMTP_URL or BROADSHEET_MAIL_FOLDER.')
        return sendLetters(parts, options)
      },
    },
    doctor: () => examine({ config, store, index, models, source }),
    serve: async () => {
      const warm = first.warmUp()
      // When the port is taken the threads are ended while they warm up, and nobody waits for them any more.
      warm.catch(() => {})
      // Where anybody may read, nobody who reads may change anything: without accounts there is nothing to tell the owner by.
      const owner = accounts !== undefined || !config.allowPublicReading
      const deps = {
        editions, community, clock, tex: { texToHtml, texToText, paragraphs, termsOf: terms }, assets: loadAssets(),
        canClearShelf: owner, clearShelf: () => ingest.clearShelf(), chooseSources: owner ? chooseSources : undefined,
        apiDocument: openApiDocument({ publicUrl: publicUrlOf(config), version: VERSION, limits: config.rateLimit ? REQUESTS_A_MINUTE : undefined }),
        publicUrl: config.publicUrl, props: pageProps(editions), previewLetter,
      }
      const app = createApp({
        pages: pageRoutes(deps),
        feeds: feedRoutes({ editions, clock, publicUrl: publicUrlOf(config), state: async () => `${await store.seq()} ${index.state().seq}`, origins: (keys) => store.origins(keys), hub: config.websubHub, icon: deps.assets.href('favicon.svg') }),
        mcp: mcpRoutes(mcpRoom, { onTrouble: (cause, where) => log.error({ cause }, where) }),
        api: apiRoutes({ editions, community, publicUrl: config.publicUrl, owner, document: deps.apiDocument }),
        log,
        accounts: accounts !== undefined,
        limits: config.rateLimit ? { clock } : undefined,
        membersOnly: config.reading === 'members',
        who: async (request, setCookie) => {
          if (accounts === undefined) return config.allowPublicReading ? NOBODY : LOCAL_VISITOR
          const feedToken = feedTokenOf(request)
          if (feedToken !== undefined) return accounts.whoReads(feedToken)
          const { headers } = request
          const { visitor, cookies } = await accounts.who(headers)
          for (const cookie of cookies) setCookie(cookie)
          return visitor
        },
        errorPage: errorPage(deps),
        hosts: accounts !== undefined ? [new URL(publicUrlOf(config)).host] : config.allowPublicReading ? 'any' : 'loopback',
      })
      const running = await serve({ app, host: config.host, port: config.port })
      const catchUp = async (): Promise<void> => {
        await models
          .follow()
          .then(() => ingest.giveShelfAway())
          .then(() => keeper.catchUp())
          .catch((cause: unknown) => log.error({ cause }, 'the index could not catch up with the store'))
        if (timer !== undefined) timer = setTimeout(catchUp, CATCH_UP_EVERY_MS)
      }
      timer = setTimeout(catchUp, 0)
      await warm
      const delivering = deliverBy(false)
      const alerts = alertRounds({ store, clock, list: (view, asked) => editions.view(view, asked), rules: alertRules, ownNetwork: accounts === undefined, log })
      const stamp = async () => JSON.stringify([await store.seq(), await store.people.changeCounts()])
      background = Promise.all([keepAlerts({ time: systemTime, log, rounds: alerts, stamp, lock: () => store.tryLock('alerts') }, ending.signal), models.run(ending.signal), keepDays({ time: systemTime, log, keep: (now, { signal, patient }) => keepRankings(store, now, { signal, patient: patient && config.fetch }) }, ending.signal), config.fetch ? keepFetching(fetching, ending.signal) : undefined, delivering && keepDelivering(delivering, ending.signal)])
      return running
    },
    close: async () => {
      clearTimeout(timer)
      timer = undefined
      ending.abort()
      await background
      await community.subscriptions.settled()
      await letters?.carrier.close()
      await accounts?.close()
      await mailer?.close()
      await index.close()
      cache?.close()
      await store.close()
    },
  }
  // A reader of the command line sees what is in the store, also where no server has indexed it yet.
  if (mode === 'read') {
    // Our own embedder is quick enough to be waited for; a model of texts comes when a server or `reindex` has made it.
    if (source === undefined && first.state().model !== DEFAULT_EMBEDDER) await models.bringAbout()
    await keeper.catchUp()
  }
  return instance

  /** @throws BroadsheetError bad-input where there are accounts and it is not said whose this is */
  async function submitter(email: string | undefined): Promise<Visitor> {
    if (email === undefined) {
      if (config.accounts) throw new BroadsheetError('bad-input', 'There are accounts here: say who you are, --as your e-mail address.')
      return LOCAL_VISITOR
    }
    const person = await store.people.personByEmail(email)
    if (person === undefined) throw new BroadsheetError('bad-input', 'No account has this e-mail address.')
    return { by: 'local', person, canSignIn: config.accounts }
  }
}

function submissionRules({ submitBy: by, submitAgeDays: ageDays, submitQuota: quota, submitDaysBack: daysBack, submitDaysAhead: daysAhead }: Config): SubmissionRules {
  return { by, ageDays, quota, daysBack, daysAhead }
}
