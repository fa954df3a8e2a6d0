import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { directDelivery } from '../areas/webhooks/direct-delivery.ts'
import { readPublicUrl } from '../http/public-url.ts'

/** What the command line says. */
export interface CliOptions {
  readonly port: number
  readonly host: string
  /** Further names that it answers to. */
  readonly allowHosts: readonly string[]
  /** Private places that webhooks may be sent to. */
  readonly allowWebhooksTo: readonly string[]
  /** Origin at which others know it. */
  readonly publicUrl: string | undefined
  readonly seed: string | undefined
  /** A folder of seeds. */
  readonly init: string | undefined
  readonly state: string | undefined
  readonly advisories: string | undefined
  /** Seconds of the emulator for a second of the wall clock. */
  readonly speed: number
  /** Where OPA is; empty where it is to be found, undefined where policies are not evaluated. */
  readonly opa: string | undefined
  /** Requests an hour for each caller; not limited where nothing is said. */
  readonly rateLimit: number | undefined
  /** Requests, and deliveries, that are remembered. */
  readonly logSize: number
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

/** What `--help` shows. */
export const help = `A Cloudsmith in memory, as a server. Unofficial.

Usage: cloudsmith-emulator [options]
       cloudsmith-emulator exec [options] -- COMMAND…

exec runs a command beside an emulator on a free port, which it finds by CLOUDSMITH_API_HOST and CLOUDSMITH_API_KEY, and ends with
its exit code.

  --port N            port to listen on, 0 for a free one (8787)
  --host NAME         address to listen on (127.0.0.1: its keys are no secret)
  --allow-host NAME   a name that it answers to, beside localhost and addresses of loopback; may be repeated
  --public-url URL    origin at which others know it: addresses in answers lead there (where each request was sent)
  --allow-webhooks-to PLACE
                      send webhooks there although it is in a private network, where none are sent to: a host name, an address, or
                      a subnet such as 10.0.0.0/8; may be repeated. Receivers on this machine need no permission
  --seed FILE         workspaces, repositories, packages to start with: YAML or JSON, see seed.schema.json
  --init FOLDER       seeds to start with, in the order of their names
  --state FOLDER      keep everything there, and start with it again
  --advisories PATH   OSV records to scan for, beside those that are built in: a folder or a zip, read again when it changes
  --opa [PATH]        evaluate enterprise policies with Open Policy Agent, 1.6 or later: the program at PATH, else at the variable
                      OPA, else opa on the PATH. Where the variable is set, the option is not needed
  --speed N           seconds of its time for one of yours (60)
  --rate-limit N      answer 429 after so many requests an hour of its time
  --log-size N        how many requests, and how many deliveries, it remembers (10000)
  --max-body N        bytes that a request may have, 413 for more (1073741824: they are kept in memory)
  --quiet             no line for each request
  --help, --version

The page at /_emulator/ shows what there is; the control API there moves the clock, makes requests fail, and more.
`

/** What may be said. */
export const cliOptions = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  'allow-host': { type: 'string', multiple: true, default: [] as string[] },
  'allow-webhooks-to': { type: 'string', multiple: true, default: [] as string[] },
  'public-url': { type: 'string' },
  seed: { type: 'string' },
  init: { type: 'string' },
  state: { type: 'string' },
  advisories: { type: 'string' },
  opa: { type: 'string' },
  speed: { type: 'string', default: '60' },
  'rate-limit': { type: 'string' },
  'log-size': { type: 'string', default: '10000' },
  'max-body': { type: 'string', default: String(2 ** 30) },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
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
  const { own, command } = splitCommand(args)
  const values = parse(own)
  if (values.help) return 'help'
  if (values.version) return 'version'
  if (command?.length === 0)
    throw new UsageError('exec needs a command: cloudsmith-emulator exec -- COMMAND… (--help tells more)')
  const port = values.port ?? (command === undefined ? '8787' : '0')
  return {
    port: numberOf('--port', port, (number) => Number.isInteger(number) && number <= 65_535, 'a whole number from 0 to 65535'),
    host: values.host,
    allowHosts: checked('--allow-host', values['allow-host'], (names) => names.forEach(needHostName)),
    allowWebhooksTo: checked('--allow-webhooks-to', values['allow-webhooks-to'], directDelivery),
    publicUrl: checked('--public-url', values['public-url'], readPublicUrl),
    seed: values.seed,
    init: values.init,
    state: checked('--state', values.state, needName),
    advisories: values.advisories,
    // A variable that is empty is none.
    opa: values.opa ?? (env.OPA || undefined),
    speed: numberOf('--speed', values.speed, (speed) => speed > 0, 'a number above 0'),
    rateLimit: values['rate-limit'] === undefined ? undefined : countOf('--rate-limit', values['rate-limit']),
    logSize: countOf('--log-size', values['log-size']),
    maxBody: countOf('--max-body', values['max-body']),
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
    return parseArgs({ args: args.map(withValue), options: cliOptions }).values
  } catch (error) {
    const [first = ''] = (error as Error).message.split(/\. (?=To specify)/)
    throw new UsageError(`${first} (--help lists the options)`)
  }
}

/** `--opa` stands alone, or has a value. */
function withValue(arg: string, index: number, args: readonly string[]): string {
  const next = args[index + 1]
  return arg === '--opa' && (next === undefined || next.startsWith('-')) ? '--opa=' : arg
}

/** @throws {Error} for what is no name alone */
function needHostName(name: string): void {
  const isName = URL.canParse(`http://${name}/`) && new URL(`http://${name}/`).host === name.toLowerCase() && !/[*:]/.test(name)
  if (!isName) throw new Error(`${JSON.stringify(name)} is no host name: it has no scheme, no port and no wildcard.`)
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
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(number) || !isRight(number)) throw new UsageError(`${name} has to be ${needed}, not ${JSON.stringify(text)}.`)
  return number
}
