import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { directDelivery } from '../areas/webhooks/direct-delivery.ts'
import { nearest } from '../core/nearest.ts'
import { shown, visible } from '../core/visible.ts'
import { defaultLimits, type Limits } from '../files/limits.ts'
import { readPublicUrl } from '../http/public-url.ts'

/** The parsed command line. */
export interface CliOptions {
  readonly port: number
  readonly host: string
  /** Further host names that it answers to. */
  readonly allowHosts: readonly string[]
  /** Private destinations that webhooks may be sent to. */
  readonly allowWebhooksTo: readonly string[]
  readonly allowUpstreams: boolean
  readonly upstreamFolder: string | undefined
  /** Origin under which others reach it. */
  readonly publicUrl: string | undefined
  readonly seed: string | undefined
  /** A folder of seeds. */
  readonly init: string | undefined
  /** A file with a mirrored workspace. */
  readonly mirror: string | undefined
  readonly state: string | undefined
  readonly advisories: string | undefined
  /** Emulated seconds for each second of the wall clock. */
  readonly speed: number
  /** The path of OPA and where it was given; an empty path means that it is searched for. Undefined if policies are not evaluated. */
  readonly opa: { readonly path: string; readonly said: '--opa' | 'the variable OPA' } | undefined
  /** Requests per hour for each caller; undefined means not limited. */
  readonly rateLimit: number | undefined
  /** How many requests, and how many deliveries, are remembered. */
  readonly logSize: number
  /** Limits for package files that differ from the defaults. */
  readonly limits: Partial<Limits>
  /** Most bytes of a request body. */
  readonly maxBody: number
  readonly isQuiet: boolean
  /** The command to run with the emulator, with its arguments; the emulator ends when the command does. */
  readonly command: readonly string[] | undefined
}

/** A wrong option, or a file that is missing or invalid: something that cannot be done as requested. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The highest speed: beyond it, a night would exceed the range of dates. */
const fastest = 1_000_000

/** The options that exist. */
export const cliOptions = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  'allow-webhooks-to': { type: 'string', multiple: true, default: [] as string[] },
  'allow-upstreams': { type: 'boolean', default: false },
  'upstream-folder': { type: 'string' },
  'public-url': { type: 'string' },
  seed: { type: 'string' },
  init: { type: 'string' },
  mirror: { type: 'string' },
  state: { type: 'string' },
  advisories: { type: 'string' },
  opa: { type: 'string' },
  speed: { type: 'string', default: '60' },
  'rate-limit': { type: 'string' },
  'log-size': { type: 'string', default: '10000' },
  'max-body': { type: 'string', default: String(2 ** 30) },
  limit: { type: 'string', multiple: true, default: [] as string[] },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} satisfies ParseArgsOptionsConfig

/**
 * Parses the arguments that follow the program's name.
 *
 * @param env the environment; only `OPA` is read
 * @throws {UsageError} for an unknown option or an invalid value
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): CliOptions | 'help' | 'version' {
  if (args[0] === 'help') return 'help'
  const { own, command } = splitCommand(args)
  const values = parse(own)
  if (values.help) return 'help'
  if (values.version) return 'version'
  if (command?.length === 0) throw new UsageError('exec needs a command: cloudsmith-emulator exec -- COMMAND… (see --help)')
  const port = values.port ?? (command === undefined ? '8787' : '0')
  return {
    port: numberOf('--port', port, (number) => Number.isInteger(number) && number <= 65_535, 'a whole number from 0 to 65535'),
    host: values.host,
    allowHosts: checked('--allow-host', values['allow-host'], (names) => names.forEach(needHostName)),
    allowWebhooksTo: checked('--allow-webhooks-to', values['allow-webhooks-to'], directDelivery),
    allowUpstreams: values['allow-upstreams'],
    upstreamFolder: checked('--upstream-folder', values['upstream-folder'], needName),
    publicUrl: checked('--public-url', values['public-url'], readPublicUrl),
    seed: values.seed,
    init: values.init,
    mirror: values.mirror,
    state: checked('--state', values.state, needName),
    advisories: values.advisories,
    opa: opaOf(values.opa, env.OPA),
    speed: numberOf('--speed', values.speed, (speed) => speed > 0 && speed <= fastest, `a number above 0, at most ${fastest}`),
    rateLimit: values['rate-limit'] === undefined ? undefined : countOf('--rate-limit', values['rate-limit']),
    logSize: countOf('--log-size', values['log-size']),
    maxBody: countOf('--max-body', values['max-body']),
    limits: Object.fromEntries(values.limit.map(limitOf)),
    isQuiet: values.quiet || command !== undefined,
    command,
  }
}

/** Everything after `exec … --` belongs to the command. */
function splitCommand(args: readonly string[]) {
  if (args[0] !== 'exec') return { own: args, command: undefined }
  const end = args.indexOf('--')
  const own = end === -1 ? args.slice(1).filter((arg) => arg.startsWith('-')) : args.slice(1, end)
  return { own, command: end === -1 ? [] : args.slice(end + 1) }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: args.flatMap(withValue), options: cliOptions }).values
  } catch (error) {
    throw new UsageError(`${wordsFor(error as NodeJS.ErrnoException)} (--help lists the options)`)
  }
}

/** `--opa` may have a value or none. Something that looks like a negative number counts as an (invalid) value. */
function withValue(arg: string, index: number, args: readonly string[]): string[] {
  const next = args[index + 1]
  if (arg === '--opa' && (next === undefined || next.startsWith('-'))) return ['--opa=']
  const isValue = (text = '') => /^-[\d.]/.test(text)
  if (isValue(arg) && args[index - 1]?.startsWith('--')) return []
  return arg.startsWith('--') && isValue(next) ? [`${arg}=${next}`] : [arg]
}

/** What is wrong with an option, more briefly than the parser puts it. */
function wordsFor({ code, message }: NodeJS.ErrnoException): string {
  const [, name = ''] = /'(?:-\w, )?(--?[^' ]*)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(name.replace(/^-+/, ''), Object.keys(cliOptions))
    return `Unknown option ${visible(name)}${meant === undefined ? '' : `: did you mean --${meant}?`}`
  }
  const [, file] = /^Unexpected argument '(.*\.(?:ya?ml|json))'/.exec(message) ?? []
  if (file !== undefined) return `Unexpected argument ${visible(file)}: did you mean --seed ${shown(file, 100)}?`
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return shown(message.split('. ')[0] ?? '', 300)
  return message.includes('does not take') ? `${name} takes no value` : `${name} needs a value`
}

/** An empty variable counts as unset. */
function opaOf(given: string | undefined, variable: string | undefined): CliOptions['opa'] {
  if (given !== undefined) return { path: given, said: '--opa' }
  return variable ? { path: variable, said: 'the variable OPA' } : undefined
}

/** Parses `NAME=N`. @throws {UsageError} if there is no such limit */
function limitOf(text: string): [name: string, count: number] {
  const [, name = '', count = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? []
  if (!Object.hasOwn(defaultLimits, name)) {
    throw new UsageError(
      `--limit has to be NAME=N, where NAME is ${Object.keys(defaultLimits).join(', ')}; not ${visible(text)}.`,
    )
  }
  return [name, countOf(`--limit ${name}`, count)]
}

/** @throws {Error} if it is not just a host name */
function needHostName(name: string): void {
  const isName = URL.canParse(`http://${name}/`) && new URL(`http://${name}/`).host === name.toLowerCase() && !/[*:]/.test(name)
  if (!isName) throw new Error(`${visible(name)} is not a host name: write it without scheme, port and wildcard.`)
}

/** @throws {Error} if it is empty, such as an unset shell variable */
function needName(name: string): void {
  if (name === '') throw new Error('the name of the folder is empty.')
}

/** Validates a value with a function. @throws {UsageError} if that throws */
function checked<Value>(name: string, value: Value, check: (value: NonNullable<Value>) => unknown): Value {
  try {
    if (value !== undefined && value !== null) check(value)
    return value
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`)
  }
}

const countOf = (name: string, text: string): number =>
  numberOf(name, text, (count) => Number.isInteger(count) && count > 0, 'a whole number above 0')

function numberOf(name: string, text: string, isRight: (number: number) => boolean, needed: string): number {
  const number = /^\d+(?:\.\d+)?(?:e\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(number) || !isRight(number)) throw new UsageError(`${name} has to be ${needed}, not ${visible(text)}.`)
  return number
}
