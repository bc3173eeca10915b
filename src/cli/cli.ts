/**
 * The command line: words in, an answer on standard output, everything else on standard error, an exit code.
 * The one place where an error becomes an exit code: 0 done, 1 not done, 2 not understood, 130 stopped by the
 * reader. It opens instances through a function that it is given, and knows no engine.
 */
import { Command, CommanderError } from 'commander'
import { loadConfig } from '../config/config.ts'
import { processEnvironment } from '../config/settings.ts'
import type { Environment } from '../config/config.ts'
import { publicMessage } from '../paper/errors.ts'
import type { Clock } from '../tools/clock.ts'
import { systemClock } from '../tools/clock.ts'
import { clearShelfCommand } from './commands/clear-shelf.ts'
import { dayCommand } from './commands/day.ts'
import type { DayOptions } from './commands/day.ts'
import { daysCommand } from './commands/days.ts'
import type { DaysOptions } from './commands/days.ts'
import { digestCommand } from './commands/digest.ts'
import type { DigestOptions } from './commands/digest.ts'
import { doctorCommand } from './commands/doctor.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import type { EvaluateCommandOptions } from './commands/evaluate.ts'
import { fetchCommand } from './commands/fetch.ts'
import type { FetchOptions } from './commands/fetch.ts'
import { exportCommand } from './commands/export.ts'
import type { ExportOptions } from './commands/export.ts'
import { forYouCommand } from './commands/for-you.ts'
import type { ForYouCommandOptions } from './commands/for-you.ts'
import { importCommand } from './commands/import.ts'
import { lettersCommand } from './commands/letters.ts'
import type { SendLettersOptions } from './commands/send-letters.ts'
import { mcpCommand } from './commands/mcp.ts'
import { replayCommand } from './commands/replay.ts'
import type { ReplayCommandOptions } from './commands/replay.ts'
import { reindexCommand } from './commands/reindex.ts'
import { searchCommand } from './commands/search.ts'
import type { SearchOptions } from './commands/search.ts'
import { serveCommand } from './commands/serve.ts'
import { showCommand } from './commands/show.ts'
import { similarCommand } from './commands/similar.ts'
import type { SimilarOptions } from './commands/similar.ts'
import { sourcesCommand } from './commands/sources.ts'
import type { SourcesOptions } from './commands/sources.ts'
import { submitCommand } from './commands/submit.ts'
import type { SubmitOptions } from './commands/submit.ts'
import { userCommand } from './commands/user.ts'
import type { UserOptions } from './commands/user.ts'
import type { CommandContext } from './context.ts'
import type { OpenIndex, OpenInstance } from './instance.ts'
import { plainLine } from './plain-text.ts'
import { processTerminal } from './terminal.ts'
import type { Terminal } from './terminal.ts'

/** Exit code for words that were not understood. */
const USAGE = 2

export interface CliDeps {
  readonly open: OpenInstance
  readonly openIndex: OpenIndex
  /** shown by --version */
  readonly version?: string
  readonly env?: Environment
  readonly terminal?: Terminal
  readonly clock?: Clock
}

/**
 * Runs one command.
 * @param argv as process.argv: the words begin at the third
 * @returns the exit code, which is also given to the terminal; never throws
 */
export async function runCli(argv: readonly string[], deps: CliDeps): Promise<number> {
  const env = deps.env ?? processEnvironment
  const terminal = deps.terminal ?? processTerminal(env)
  const code = await runWords(argv.slice(2), deps, env, terminal)
  terminal.setExitCode(code)
  return code
}

async function runWords(words: readonly string[], deps: CliDeps, env: Environment, terminal: Terminal): Promise<number> {
  let exitCode = 0
  const program = describe(deps.version, terminal, async (command, work) => {
    const said = command.optsWithGlobals<{ data?: string; json?: boolean; port?: string }>()
    const config = loadConfig({ data: said.data, port: said.port }, env)
    exitCode = await work({
      config,
      terminal,
      json: said.json === true,
      clock: deps.clock ?? systemClock,
      open: (mode) => deps.open(config, mode),
      openIndex: () => deps.openIndex(config),
    })
  })
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE
    terminal.err(`broadsheet: ${plainLine(publicMessage(error))}\n`)
    if (env['BROADSHEET_LOG'] === 'debug') terminal.err(`${causes(error).split('\n').map(plainLine).join('\n')}\n`)
    return 1
  }
}

type Run = (command: Command, work: (context: CommandContext) => Promise<number>) => Promise<void>

/** The table of contents: every command with its words. */
function describe(version: string | undefined, terminal: Terminal, run: Run): Command {
  const program = new Command('broadsheet')
    .description('A daily paper for research: papers in, a dated paper, a search and an API out.')
    .option('--data <dir>', 'folder of the instance (default: BROADSHEET_DATA, else the usual data folder)')
    .option('--json', 'answer as JSON')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(`broadsheet: ${plainLine(text.trim().replace(/^error: /, '').replace(/\.$/, ''))}. \`broadsheet --help\` lists what there is.\n`),
      getOutHelpWidth: () => terminal.columns ?? 80,
      getErrHelpWidth: () => terminal.columns ?? 80,
      getOutHasColors: () => terminal.colour,
      getErrHasColors: () => terminal.colour,
    })
  if (version !== undefined) program.version(version, '--version')

  program
    .command('serve')
    .description('show the pages and the API until Ctrl-C')
    .option('--port <port>', 'port to listen on (default: PORT, else 8765)')
    .action((_options, command: Command) => run(command, serveCommand))
  program
    .command('import')
    .description('take in papers from files of any known format; - reads standard input')
    .argument('<files...>')
    .action((files: string[], _options, command: Command) => run(command, (context) => importCommand(context, files)))
  program
    .command('fetch')
    .description('fetch from the chosen sources now: what is new, or everything since a day')
    .argument('[source]', 'arxiv, huggingface, biorxiv … (default: all that are chosen)')
    .option('--from <day>', 'everything from this day on: 2024-10-18')
    .option('--to <day>', 'up to this day, which is included')
    .action((source: string | undefined, options: FetchOptions, command: Command) => run(command, (context) => fetchCommand(context, source, options)))
  program
    .command('letters')
    .description('who has papers by mail: list; stop everything to an address; send what is due')
    .argument('[deed]', 'list, stop or send', 'list')
    .argument('[address]')
    .option('--now', 'send: the letters of today go at once, whatever their hour')
    .option('--dry-run', 'send: write the letters and send none')
    .action((deed: string, address: string | undefined, options: SendLettersOptions, command: Command) => run(command, (context) => lettersCommand(context, deed, address, options)))
  program
    .command('search')
    .description('find papers by words and by meaning; "phrases", -not, title: author: cat: venue: id: before: after:')
    .argument('[query...]', 'words, a question, an abstract; - reads standard input')
    .option('--file <file>', 'read the query from a file: an abstract, a BibTeX entry')
    .option('--limit <count>', 'at most so many papers (default: 10)')
    .option('--category <category>', 'only this category, such as cs.LG')
    .option('--venue <venue>', 'only this venue')
    .option('--after <date>', 'from this date on: 2024, 2024-10 or 2024-10-18')
    .option('--before <date>', 'up to this date, which is included')
    .option('--day <day>', 'only papers listed on a day, or in a week or month: 2024-10-18, 2024-W42, 2024-10')
    .option('--mode <mode>', 'match by words, by meaning or by both (default: both)')
    .option('--verbatim', 'never search for another spelling')
    .option('--explain', 'give the numbers behind each place')
    // `-word` leaves papers out, so a single dash is the query's; two dashes are an option that must exist.
    .allowUnknownOption()
    .action((query: string[], options: SearchOptions, command: Command) => {
      const unknown = words(command).find((word) => word.startsWith('--') && word.length > 2)
      if (unknown !== undefined) command.error(`error: unknown option '${unknown}'`, { exitCode: USAGE, code: 'commander.unknownOption' })
      if (query.length === 0 && options.file === undefined) command.error("error: missing required argument 'query'", { exitCode: USAGE, code: 'commander.missingArgument' })
      return run(command, (context) => searchCommand(context, query, options))
    })
  program
    .command('day')
    .description('the papers of a day, week or month: 2024-10-18, 2024-W42, 2024-10, today; or the latest')
    .argument('[date]')
    .option('--limit <count>', 'at most so many papers (default: 50)')
    .option('--category <category>', 'only this category')
    .option('--venue <venue>', 'only this venue')
    .option('--order <order>', 'votes, newest, or guess: what readers tend to like, on a day on which nobody has voted')
    .action((date: string | undefined, options: DayOptions, command: Command) => run(command, (context) => dayCommand(context, date, options)))
  program
    .command('days')
    .description('the ledger: what was expected of each day, what is held and what is missing; of days to come, the calendar')
    .argument('[day]', 'a day for every figure (2024-10-18, today), a week or month (default: the last two weeks and the next)')
    .option('--from <day>', 'first day of the table')
    .option('--to <day>', 'last day of the table')
    .action((day: string | undefined, options: DaysOptions, command: Command) => run(command, (context) => daysCommand(context, day, options)))
  program
    .command('show')
    .description('all that is held of one paper')
    .argument('<id>')
    .action((id: string, _options, command: Command) => run(command, (context) => showCommand(context, id)))
  program
    .command('similar')
    .description('the papers closest to one')
    .argument('<id>')
    .option('--limit <count>', 'at most so many papers (default: 10)')
    .option('--newer', 'only papers that appeared after it')
    .option('--older', 'only papers that appeared before it')
    .option('--explain', 'give the numbers behind each place')
    .action((id: string, options: SimilarOptions, command: Command) => run(command, (context) => similarCommand(context, id, options)))
  program
    .command('sources')
    .description('where the paper comes from and how each source fares; set, add or remove changes it')
    .argument('[deed]', 'show, set, add or remove', 'show')
    .option('--arxiv <categories>', 'arXiv categories or archives: cs.LG,cs.CL,hep-th')
    .option('--huggingface <on|off>', 'Hugging Face Daily Papers')
    .option('--biorxiv <subjects>', 'subjects of bioRxiv, or all: "cell biology,genomics"')
    .option('--medrxiv <subjects>', 'subjects of medRxiv, or all')
    .option('--openreview <venues>', 'venues of OpenReview: ICLR.cc/2026/Conference')
    .option('--acl <collections>', 'collections of the ACL Anthology: 2025.acl,2025.emnlp')
    .option('--feed <address>', 'an RSS or Atom feed; may be said several times', (one: string, before: string[] = []) => [...before, one])
    .option('--openalex <on|off>', 'citations and venues from OpenAlex, for papers held')
    .option('--contact <address>', 'your e-mail address, sent to the services with each request, as arXiv asks')
    .action((deed: string, options: SourcesOptions, command: Command) => run(command, (context) => sourcesCommand(context, deed, options)))
  program
    .command('submit')
    .description('put a paper into a day’s list: by arXiv id, DOI or address, or by BibTeX or RIS from standard input for -')
    .argument('<what...>')
    .option('--day <day>', 'the day, 2024-10-18 (default: today)')
    .option('--remark <text>', 'a remark, shown with it')
    .option('--pick', 'mark it as picked by a curator')
    .option('--as <address>', 'the e-mail address of the account that submits; where there are accounts')
    .action((what: string[], options: SubmitOptions, command: Command) => run(command, (context) => submitCommand(context, what, options)))
  program
    .command('for-you')
    .description('your own front page: papers of the last days in the order of your taste, each with its reasons')
    .option('--limit <count>', 'at most so many papers (default: 20)')
    .option('--dial <number>', '0 for your taste alone to 100 for the community’s order (default: as you set it)')
    .option('--span <span>', 'day, week or month (default: as you set it)')
    .option('--as <address>', 'the e-mail address of the account whose page it is; where there are accounts')
    .action((options: ForYouCommandOptions, command: Command) => run(command, (context) => forYouCommand(context, options)))
  program
    .command('export')
    .description('references of a list or a paper, for reference managers')
    .argument('<what>', 'a list by its address on the pages (/papers/trending, "/papers?q=diffusion", /saved), or the id of a paper')
    .option('--format <format>', 'bib, ris or csl (default: bib)')
    .option('--out <file>', 'write to this file (default: standard output)')
    .action((what: string, options: ExportOptions, command: Command) => run(command, (context) => exportCommand(context, what, options)))
  program
    .command('mcp')
    .description('be a server of the Model Context Protocol on standard input and output: search, day, trending, for you, paper, similar, save as tools')
    .option('--as <address>', 'the e-mail address of the account whose lists the tools may read and change; where there are accounts')
    .action((options: { as?: string }, command: Command) => run(command, (context) => mcpCommand(context, options)))
  program
    .command('digest')
    .description('write one letter now and send it; it counts for no subscription')
    .requiredOption('--to <address>', 'e-mail address')
    .option('--view <path>', 'what it is about, by its address on the pages: /papers/trending, /papers?category=cs.LG (default: /papers)')
    .option('--papers <n>', 'at most so many papers (default: 20)')
    .option('--dry-run', 'show the letter and send nothing')
    .option('--html <file>', 'write its HTML to this file')
    .action((options: DigestOptions, command: Command) => run(command, (context) => digestCommand(context, options)))
  program
    .command('user')
    .description('who is let in: list, add, invite, role, remove; link prints a link to sign in with')
    .argument('[deed]', 'list, add, invite, role, remove or link', 'list')
    .argument('[address]', 'their e-mail address')
    .option('--role <role>', 'reader, curator or admin (default: reader)')
    .option('--name <name>', 'what they are called')
    .option('--yes', 'remove for good, with everything of theirs')
    .action((deed: string, address: string | undefined, options: UserOptions, command: Command) => run(command, (context) => userCommand(context, deed, address, options)))
  program
    .command('reindex')
    .description('make the search index anew')
    .action((_options, command: Command) => run(command, reindexCommand))
  program
    .command('evaluate')
    .description('measure how well the search finds what judged collections say is relevant: folders with corpus*.jsonl.gz, queries.jsonl and qrels.tsv')
    .argument('<folders...>')
    .option('--among <files...>', 'find each corpus among these further papers (JSON Lines), in which nothing is relevant')
    .option('--out <file>', 'write what was found as TREC run files: runs.txt gives runs-scifact-both.txt and so on')
    .action((folders: string[], options: EvaluateCommandOptions, command: Command) => run(command, (context) => evaluateCommand(context, folders, options)))
  program
    .command('clear-shelf')
    .description('take the starter shelf out')
    .action((_options, command: Command) => run(command, clearShelfCommand))
  program
    .command('replay')
    .description('serve made-up answers of the services until Ctrl-C, whose last day is today, to try an instance without network')
    .option('--port <port>', 'port to listen on; 0 for any that is free (default: 8766)')
    .option('--days <count>', 'how many days back the services remember (default: 45)')
    .option('--seed <number>', 'another number makes other papers (default: 1)')
    .option('--recorded <dir>', 'recorded days of Daily Papers (YYYY-MM.jsonl.gz) in place of made-up ones, moved to end today')
    .option('--faults', 'answer wrongly now and then, in every way that services do')
    .option('--fast', 'let an instance ask arXiv as often as it likes, so that its days fill at once')
    .action((options: ReplayCommandOptions, command: Command) => run(command, (context) => replayCommand(context, options)))
  program
    .command('doctor')
    .description('look for anything that is wrong')
    .action((_options, command: Command) => run(command, doctorCommand))
  return program
}

/** The operands as commander left them, unknown options among them. */
const words = (command: Command): readonly string[] => command.args

function causes(error: unknown): string {
  const told: string[] = []
  for (let one: unknown = error; one !== undefined && told.length < 10; one = one instanceof Error ? one.cause : undefined) {
    told.push(one instanceof Error ? (one.stack ?? one.message) : String(one))
  }
  return told.join('\ncaused by: ')
}
