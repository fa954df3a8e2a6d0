import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { directDelivery } from '../areas/webhooks/direct-delivery.ts'
import { nearest } from '../core/nearest.ts'
import { shown, visible } from '../core/visible.ts'
import { defaultLimits, type Limits } from '../files/limits.ts'
import { readPublicUrl } from '../http/public-url.ts'

/** What the command line says. */
export interface CliOptions {
  readonly port: number
  readonly host: string
  /** Further names that it answers to. */
  readonly allowHosts: readonly string[]
  /** Private places that webhooks may be sent to. */
  readonly allowWebhooksTo: readonly string[]
  readonly allowUpstreams: boolean
  readonly upstreamFolder: string | undefined
  /** Origin at which others know it. */
  readonly publicUrl: string | undefined
  readonly seed: string | undefined
  /** A folder of seeds. */
  readonly init: string | undefined
  /** A file with a mirrored workspace. */
  readonly mirror: string | undefined
  readonly state: string | undefined
  readonly advisories: string | undefined
  /** Seconds of the emulator for a second of the wall clock. */
  readonly speed: number
  /** Where OPA is, and who says so; the path is empty where it is to be found. Undefined where policies are not evaluated. */
  readonly opa: { readonly path: string; readonly said: '--opa' | 'the variable OPA' } | undefined
  /** Requests an hour for each caller; not limited where nothing is said. */
  readonly rateLimit: number | undefined
  /** Requests, and deliveries, that are remembered. */
  readonly logSize: number
  /** What package files may hold, where that is not as usual. */
  readonly limits: Partial<Limits>
  /** Bytes of a request. */
  readonly maxBody: number
  readonly isQuiet: boolean
  /** What to run beside it, with its arguments; it ends with that. */
  readonly command: readonly string[] | undefined
}

/** Something that was asked for and cannot be done: a wrong option, a file that is not there or not right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Seconds in one, at most: at more, a night would lead beyond all calendars. */
const fastest = 1_000_000

/** What may be said. */
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
 * Reads the arguments after the program's name.
 *
 * @param env the environment, of which `OPA` counts
 * @throws {UsageError} an option that there is not, or a value that makes no sense
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

/** What stands behind `exec … --` is not for the emulator. */
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

/** `--opa` stands alone, or has a value; what looks like a number below zero is a value, though none that makes sense. */
function withValue(arg: string, index: number, args: readonly string[]): string[] {
  const next = args[index + 1]
  if (arg === '--opa' && (next === undefined || next.startsWith('-'))) return ['--opa=']
  const isValue = (text = '') => /^-[\d.]/.test(text)
  if (isValue(arg) && args[index - 1]?.startsWith('--')) return []
  return arg.startsWith('--') && isValue(next) ? [`${arg}=${next}`] : [arg]
}

/** What is wrong with an option, in fewer words than the parser has. */
function wordsFor({ code, message }: NodeJS.ErrnoException): string {
  const [, name = ''] = /'(?:-\w, )?(--?[^' ]*)/.exec(message) ?? []
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const meant = nearest(name.replace(/^-+/, ''), Object.keys(cliOptions))
    return `Unknown option ${visible(name)}${meant === undefined ? '' : `: did you mean --${meant}?`}`
  }
  const [, file] = /^Unexpected argument '(.*\.(?:ya?ml|json))'/.exec(message) ?? []
  if (file !== undefined) return `Unexpected argument ${visible(file)}: did you mean --seed ${shown(file, 100)}?`
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return shown(message.split('. ')[0] ?? '', 300)
  return message.includes('does not take') ? `${name} has no value` : `${name} needs a value`
}

/** Of a variable that is empty nothing is said. */
function opaOf(given: string | undefined, variable: string | undefined): CliOptions['opa'] {
  if (given !== undefined) return { path: given, said: '--opa' }
  return variable ? { path: variable, said: 'the variable OPA' } : undefined
}

/** `NAME=N`. @throws {UsageError} for a limit that there is not */
function limitOf(text: string): [name: string, count: number] {
  const [, name = '', count = ''] = /^([^=]*)=?(.*)$/s.exec(text) ?? []
  if (!Object.hasOwn(defaultLimits, name)) {
    throw new UsageError(
      `--limit has to be NAME=N, where NAME is ${Object.keys(defaultLimits).join(', ')}; not ${visible(text)}.`,
    )
  }
  return [name, countOf(`--limit ${name}`, count)]
}

/** @throws {Error} for what is no name alone */
function needHostName(name: string): void {
  const isName = URL.canParse(`http://${name}/`) && new URL(`http://${name}/`).host === name.toLowerCase() && !/[*:]/.test(name)
  if (!isName) throw new Error(`${visible(name)} is not a host name: write it without scheme, port and wildcard.`)
}

/** @throws {Error} for an empty text, as of a variable that is not set */
function needName(name: string): void {
  if (name === '') throw new Error('the name of the folder is empty.')
}

/** A value that somebody else checks. @throws {UsageError} where that throws */
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
