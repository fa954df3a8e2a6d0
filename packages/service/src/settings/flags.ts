import { parseArgs } from 'node:util'
import { SettingsError } from '../core/errors.ts'

/** A command-line flag, which can also be set by an environment variable. */
interface Flag {
  readonly value?: string
  readonly many?: true
  readonly about: string
}

/** All flags of the service. */
const flags = {
  config: { value: 'FILE', about: 'settings, in YAML or JSON' },
  pipeline: { value: 'FILE', many: true, about: 'a pipeline file, in addition to those in the settings; may be repeated' },
  host: { value: 'NAME', about: 'the address to listen on (default 127.0.0.1)' },
  port: { value: 'N', about: 'the port to listen on; 0 takes a free one (default 8080)' },
  data: { value: 'FOLDER', about: 'where the service keeps its own PostgreSQL (default .cloudsmith-promote)' },
  role: { value: 'web|worker', many: true, about: 'web answers requests, worker does the work; default: both' },
  'log-level': { value: 'LEVEL', about: 'debug, info, warn or error (default info)' },
  'operations-port': { value: 'N', about: 'a separate port for /healthz, /readyz and /metrics' },
  check: { about: 'check the settings, report every problem, and exit' },
  online: { about: 'with --check: also try the database and the credentials' },
  url: { value: 'URL', about: 'with health and ready: the address of the service (default: the one in its settings)' },
  name: { value: 'NAME', about: 'with token: name of the token' },
  scope: { value: 'SCOPE', many: true, about: 'with token: a scope (read, plan, approve, apply or admin); may be repeated' },
  'valid-for': { value: 'TIME', about: 'with token: how long it is valid, such as "90 days" (default: until it is revoked)' },
  version: { about: 'print the version, and exit' },
  help: { about: 'print this help, and exit' },
} as const satisfies Record<string, Flag>

type FlagName = keyof typeof flags

/** The values of the flags that were set. */
export type SaidFlags = {
  readonly [Name in FlagName]?: (typeof flags)[Name] extends { many: true }
    ? readonly string[]
    : (typeof flags)[Name] extends { value: string }
      ? string
      : boolean
}

const variableOf = (name: string): string => `CLOUDSMITH_PROMOTE_${name.replaceAll('-', '_').toUpperCase()}`

/**
 * Reads the flags from the command line, and from environment variables those that are not on it.
 *
 * @throws {SettingsError} a flag is unknown, or lacks its value
 */
export function readFlags(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): SaidFlags {
  const entries: [string, Flag][] = Object.entries(flags)
  const options = Object.fromEntries(
    entries.map(([name, { value, many }]) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: many ?? false } as const,
    ]),
  )
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true })
    const fromEnv = entries.flatMap(([name, { value, many }]) => {
      const said = env[variableOf(name)]
      return value === undefined || said === undefined || said === '' ? [] : [[name, many ? said.split(',') : said] as const]
    })
    return { ...Object.fromEntries(fromEnv), ...values } as SaidFlags
  } catch (cause) {
    throw new SettingsError([`${cause instanceof Error ? cause.message : String(cause)} (see --help)`], { cause })
  }
}

/** The text of `--help`. */
export function helpText(program: string): string {
  const rows = Object.entries<Flag>(flags).map(([name, { value, about }]) => [
    `  --${name}${value === undefined ? '' : ` ${value}`}`,
    `${about}${value === undefined ? '' : ` [${variableOf(name)}]`}`,
  ])
  const width = Math.max(...rows.map(([left = '']) => left.length))
  const usage = [`Usage: ${program} [options]`, `       ${program} health|ready [options]   check a running service`]
  return [...usage, '', ...rows.map(([left = '', right]) => `${left.padEnd(width)}  ${right}`), ''].join('\n')
}
