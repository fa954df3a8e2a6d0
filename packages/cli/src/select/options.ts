import type { Selection, Wanted } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import { UsageError } from '../core/usage-error.ts'
import { readText } from '../files/read-text.ts'
import type { Task } from '../frame/task.ts'

/** The options that select packages. */
export interface SelectionOptions {
  readonly tag?: string | undefined
  readonly query?: string | undefined
  readonly package?: string[] | undefined
  readonly slugPerm?: string[] | undefined
  readonly build?: string | undefined
  readonly commit?: string | undefined
  readonly fromFile?: string | undefined
  readonly format?: string | undefined
  readonly everything?: true | undefined
  readonly newest?: true | undefined
  readonly set?: string | undefined
  /** Accept an empty list, in commands that have this flag. */
  readonly allowEmpty?: true | undefined
  readonly failIfNothing?: true | undefined
  readonly fromVariables?: ReadonlySet<string> | undefined
}

/** Adds the flags that select packages. */
export const selecting = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option('--tag <tag>', 'packages with exactly this tag')
    .option('--query <query>', "packages that match a search in Cloudsmith's query language")
    .option('--package <identity...>', 'these packages: npm:@acme/web@7.0.0')
    .option('--slug-perm <slug...>', 'these packages, without the delay of search results')
    .option('--build <number>', 'packages with exactly this build as a tag, or as a part of the version: 1.4.0-rc.42')
    .option('--commit <sha>', 'packages with this commit as a tag or as a part of the version, in full or abbreviated: d670460')
    .option(
      '--from-file <file>',
      'packages listed in a file (- for standard input): JSON, YAML, one per line, or a map of names to versions',
    )
    .option('--format <format>', 'format of the names in --from-file that have none, such as npm')
    .option('--everything', 'all packages')
    .option('--newest', 'only the newest selected version of each name, distribution and architecture, by upload time')
    .option('--set <name>', 'promote all of them together or none, as the release set of this name')

/** The options that select packages, of which exactly one is required. */
const selectors = ['tag', 'query', 'package', 'slugPerm', 'build', 'commit', 'fromFile', 'everything'] as const

/**
 * Typed options take precedence over environment variables: a variable that would select something else is ignored, and so is a variable for the
 * format of a file that is not read.
 */
function typedFirst<Options extends SelectionOptions>(options: Options): Options {
  const { fromVariables = new Set<string>() } = options
  const isSaid = (name: (typeof selectors)[number]) => options[name] !== undefined
  const isTyped = selectors.some((name) => isSaid(name) && !fromVariables.has(name))
  const unmeant = isTyped ? selectors.filter((name) => fromVariables.has(name)) : []
  const kept = { ...options, ...Object.fromEntries(unmeant.map((name) => [name, undefined])) }
  return fromVariables.has('format') && kept.fromFile === undefined ? { ...kept, format: undefined } : kept
}

/** The flags that select packages, each with its value. */
const flagsOf = ({ tag, query, package: packages, slugPerm, build, commit, fromFile, everything }: SelectionOptions) => ({
  ...{ '--tag': tag, '--query': query, '--package': packages, '--slug-perm': slugPerm },
  ...{ '--build': build, '--commit': commit, '--from-file': fromFile, '--everything': everything },
})

/** Whether any selection flag is set. */
export const isSelecting = (options: SelectionOptions): boolean =>
  Object.values(flagsOf(options)).some((value) => value !== undefined)

/**
 * Makes the selection from the flags.
 *
 * @param from name of the stage that contains the packages
 * @throws {UsageError} no flag or more than one is set, or a format that would have no effect
 */
export async function selectionOf(task: Task, said: SelectionOptions, from: string): Promise<Selection> {
  const options = typedFirst(said)
  const { tag, query, package: packages, slugPerm, build, commit, fromFile, newest, set } = options
  const named = flagsOf(options)
  const flags = Object.entries(named).flatMap(([flag, value]) => (value === undefined ? [] : [flag]))
  if (flags.length !== 1)
    throw new UsageError(
      `Select packages with one of ${Object.keys(named).join(', ')}${flags.length === 0 ? '' : `, not with ${flags.join(' and ')}`}.`,
    )
  if (options.format !== undefined && fromFile === undefined)
    throw new UsageError(
      '--format only sets the format of the names in --from-file. To select by format, use --query format:npm.',
    )
  const together = set === undefined ? {} : { set }
  if (build !== undefined || commit !== undefined || newest === true)
    return { slugPerms: await lookedFor(task, options, from), ...together }
  if (tag !== undefined) return { tag, ...together }
  if (query !== undefined) return { query, ...together }
  if (slugPerm !== undefined) return { slugPerms: slugPerm, ...together }
  if (packages !== undefined) {
    const { parseIdentity } = await import('./identities.ts')
    return { packages: packages.map(parseIdentity), ...together }
  }
  if (fromFile !== undefined) return { packages: await fromText(task, fromFile, options), ...together }
  if (set !== undefined) throw new UsageError('--set cannot be combined with --everything: select the packages of the set.')
  return 'everything'
}

/** @throws {UsageError} `--newest` is combined with a list of packages, where it would have no effect */
async function lookedFor(task: Task, options: SelectionOptions, from: string): Promise<readonly string[]> {
  const { tag, query, build, commit, newest = false, set } = options
  if (options.package !== undefined || options.slugPerm !== undefined || options.fromFile !== undefined)
    throw new UsageError('--newest can only be combined with --tag, --query, --build, --commit or --everything.')
  const { found } = await import('./found.ts')
  const { buildMark, commitMark } = await import('./made-by.ts')
  const mark = build !== undefined ? buildMark(build) : commit !== undefined ? commitMark(commit) : undefined
  return found(task, { from, mark, query, tag, newest, isWhole: set !== undefined })
}

/** Maximum size of a list of packages in bytes: room for half a million. */
const longestList = 64 * 1_048_576

async function fromText({ context }: Task, file: string, options: SelectionOptions): Promise<readonly Wanted[]> {
  const { parseIdentities } = await import('./identities.ts')
  const source = file === '-' ? 'standard input' : file
  const listed = parseIdentities(await readText(context, file, longestList), source, options.format)
  if (listed.length === 0 && !options.allowEmpty && !options.failIfNothing)
    throw new UsageError(`${source} does not name any package.`)
  return listed
}
