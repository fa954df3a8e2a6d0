import type { Wanted } from '@cloudsmith-sdk/promotion'
import { parse } from 'yaml'
import { UsageError } from '../core/usage-error.ts'

/**
 * Parses `npm:@acme/web@7.0.0` or `maven:org.acme/web@1.0`: format, name, version. More fields follow as in a URL:
 * `deb:curl@8.5?distribution=debian/bookworm&architectures=amd64`; `?all=true` selects all packages that match.
 *
 * @throws {UsageError} it is not an identity
 */
export function parseIdentity(said: string): Wanted {
  const { format, name, version, query } = split(said)
  if (!/^[a-z0-9]+$/.test(format) || name === '' || version === '')
    throw new UsageError(`${JSON.stringify(said)} is not a package: write format:name@version, such as npm:@acme/web@7.0.0.`)
  const { architectures, all, ...rest } = Object.fromEntries(new URLSearchParams(query))
  return wantedOf(
    {
      ...{ format, name, version },
      ...rest,
      ...(architectures === undefined ? {} : { architectures: architectures.split(',') }),
      ...(all === undefined ? {} : { all: all === 'true' }),
    },
    said,
  )
}

/** Splits at the first colon, the first question mark after it, and the last at sign in between, because npm scopes start with one. */
function split(said: string) {
  const [identity = '', ...query] = said.split('?')
  const colon = identity.indexOf(':')
  const at = identity.lastIndexOf('@')
  const end = at > colon ? at : identity.length
  return {
    format: identity.slice(0, Math.max(colon, 0)),
    name: identity.slice(colon + 1, end),
    version: identity.slice(end + 1),
    query: query.join('?'),
  }
}

/**
 * Parses a list of packages: JSON or YAML (an array of identities, or a map of names to versions), lines of `format:name@version`, or lines of
 * format, name and version separated by tabs. Empty lines and lines that start with `#` are skipped.
 *
 * @param format format of names in a map that have none, unlike `npm:lodash`
 * @throws {UsageError} it is not valid; the message names the problem, and the line if there is one
 */
export function parseIdentities(text: string, source: string, format?: string): readonly Wanted[] {
  return /^\s*[[{]/.test(text) || /\.ya?ml$/.test(source)
    ? fromData(parsed(text, source), source, format)
    : fromLines(text, source)
}

/** Tries JSON first: it is also YAML, but parsing it as YAML takes a hundred times as long. */
function parsed(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // It is YAML, or not valid.
  }
  try {
    return parse(text)
  } catch (error) {
    throw new UsageError(`${source}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function fromLines(text: string, source: string): readonly Wanted[] {
  const listed: Wanted[] = []
  for (let [start, number] = [0, 1]; start < text.length; number++) {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? undefined : end)
    start = end < 0 ? text.length : end + 1
    if (line.trim() === '' || line.startsWith('#')) continue
    try {
      listed.push(fromLine(line.replace(/\r$/, '')))
    } catch (error) {
      throw new UsageError(`${source}:${number}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return listed
}

function fromLine(line: string): Wanted {
  const [format, name, version, distribution] = line.split('\t')
  if (name === undefined) return parseIdentity(line.trim())
  return wantedOf({ format, name, version, ...(distribution === undefined ? {} : { distribution }) }, line)
}

function fromData(data: unknown, source: string, format: string | undefined): readonly Wanted[] {
  if (Array.isArray(data))
    return data.map((each, index) => (typeof each === 'string' ? parseIdentity(each) : wantedOf(each, `${source}[${index}]`)))
  if (typeof data !== 'object' || data === null)
    throw new UsageError(`${source} is neither a list of packages nor a map of names to versions.`)
  if ('packages' in data) return fromData(data.packages, source, format)
  return Object.entries(data).map(([key, version]) => {
    const [, ownFormat, name = key] = /^([a-z0-9]+):(.+)$/.exec(key) ?? []
    const named = ownFormat ?? format
    if (named === undefined)
      throw new UsageError(`${source}: ${key} has no format: write npm:${key}, or set the format of all of them with --format.`)
    return wantedOf({ format: named, name, version }, `${source}: ${key}`)
  })
}

const texts = ['format', 'name', 'version', 'filename', 'distribution', 'release', 'group'] as const

function wantedOf(said: unknown, where: string): Wanted {
  if (!isRecord(said)) throw new UsageError(`${where} is not a package: it needs format, name and version.`)
  const { format, name, version, architectures, all } = said
  if (!isText(format) || !isText(name) || !isText(version))
    throw new UsageError(`${where} is not a package: format, name and version have to be strings.`)
  const known = new Set<string>([...texts, 'architectures', 'all'])
  const unknown = Object.keys(said).find((key) => !known.has(key))
  if (unknown !== undefined) throw new UsageError(`${where}: ${JSON.stringify(unknown)} is not one of ${[...known].join(', ')}.`)
  const others = texts.slice(3).flatMap((key) => (isText(said[key]) ? [[key, said[key]] as const] : []))
  return {
    ...{ format, name, version },
    ...Object.fromEntries(others),
    ...(Array.isArray(architectures) ? { architectures: architectures.map(String) } : {}),
    ...(all === true ? { all } : {}),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
