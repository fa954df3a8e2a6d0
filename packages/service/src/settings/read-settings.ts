import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as v from 'valibot'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { SettingsError } from '../core/errors.ts'
import { readFlags, type SaidFlags } from './flags.ts'
import { type FileSettings, settingsSchema } from './schema.ts'

/** The environment of the service. It uses nothing else of the process. */
export interface Surroundings {
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Working folder, to which paths of flags are relative. */
  readonly cwd: string
}

/** The settings of the service. */
export interface Settings extends FileSettings {
  /** The folder that paths in the settings are relative to: the folder of the settings file, or else the working folder. */
  readonly base: string
}

/**
 * Reads the settings. Flags take precedence over environment variables, and those over the settings file.
 *
 * @param argv the arguments after the name of the program
 * @throws {SettingsError} the settings are not valid; lists every problem with file, line and column
 */
export async function readSettings(argv: readonly string[], surroundings: Surroundings): Promise<Settings> {
  const said = readFlags(argv, surroundings.env)
  const file = said.config === undefined ? undefined : resolve(surroundings.cwd, said.config)
  const base = file === undefined ? surroundings.cwd : dirname(file)
  const written = file === undefined ? { value: {}, placeOf: () => '' } : await documentIn(file)
  const { pipelines, ...rest } = over(written.value, said)
  // Paths in flags are relative to the working folder, paths in the file to the folder of the file.
  const named = (said.pipeline ?? []).map((path) => ({ file: resolve(surroundings.cwd, path) }))
  const read = v.safeParse(settingsSchema, { ...rest, pipelines: [...(Array.isArray(pipelines) ? pipelines : []), ...named] })
  if (!read.success) throw new SettingsError(read.issues.map((issue) => problemOf(issue, written.placeOf)))
  const data = resolve(said.data === undefined ? base : surroundings.cwd, read.output.data)
  return { ...read.output, data, base }
}

/**
 * Makes settings for a program that embeds the service, with all defaults filled in.
 *
 * @throws {SettingsError} the settings are not valid; lists every problem
 */
export function settingsFrom(given: v.InferInput<typeof settingsSchema>, base: string): Settings {
  const read = v.safeParse(settingsSchema, given)
  if (!read.success) throw new SettingsError(read.issues.map((issue) => problemOf(issue, () => '')))
  return { ...read.output, data: resolve(base, read.output.data), base }
}

/** The content of a settings file. */
interface Written {
  readonly value: Record<string, unknown>
  /** The place of a setting in the file, or of the nearest setting around it, such as `settings.yaml:12:5: `. */
  readonly placeOf: (path: readonly unknown[]) => string
}

async function documentIn(file: string): Promise<Written> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SettingsError([`--config: ${file} cannot be read.`], { cause })
  })
  const lines = new LineCounter()
  const document = parseDocument(text, { prettyErrors: true, lineCounter: lines })
  if (document.errors.length > 0) throw new SettingsError(document.errors.map(({ message }) => `${file}: ${message}`))
  const value: unknown = document.toJS({ maxAliasCount: 100 }) ?? {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { value: value as Record<string, unknown>, placeOf: (path) => `${file}:${placeIn(document, lines, path)}: ` }
  }
  throw new SettingsError([`${file} contains no settings.`])
}

function placeIn(document: Document, lines: LineCounter, path: readonly unknown[]): string {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (!isNode(node) || !node.range) continue
    const { line, col } = lines.linePos(node.range[0])
    return `${line}:${col}`
  }
  return '1:1'
}

function over(written: Record<string, unknown>, said: SaidFlags): Record<string, unknown> {
  const { host, port, data, role, 'log-level': logLevel, 'operations-port': operationsPort } = said
  const operations = operationsPort === undefined ? undefined : { ...Object(written.operations), port: Number(operationsPort) }
  const given = { host, port: port === undefined ? undefined : Number(port), data, roles: role, logLevel, operations }
  return { ...written, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) }
}

const problemOf = (issue: v.BaseIssue<unknown>, placeOf: Written['placeOf']): string =>
  `${placeOf((issue.path ?? []).map(({ key }) => key))}${v.getDotPath(issue) ?? 'the settings'}: ${messageOf(issue)}`

/** The message for a problem. It never quotes the value, which may be a secret in the wrong place. */
function messageOf({ type, message, path, expected }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object' && path?.at(-1)?.origin === 'key') {
    return expected === 'never' ? 'is not a setting: see the README for the list' : 'is missing'
  }
  return message.startsWith('Invalid ') ? `must be ${expected?.replaceAll('"', '') ?? 'something else'}` : message
}
