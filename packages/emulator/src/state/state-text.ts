import { createHash } from 'node:crypto'
import { isTable } from '../world/shapes/shape.ts'
import { type Versions, versionsNow } from './parts.ts'
import { StateError } from './state-error.ts'
import type { Written } from './write-rows.ts'

/** The first line of a state file: its type, its version, and the checksum of the rest. */
const head = /^cloudsmith-emulator state (\d+) ([0-9a-f]{64})\n/

/** Incremented when the structure of the text changes. Its content has versions of its own. */
const version = 3

/** A parsed but unchecked state. */
export interface ParsedState {
  readonly root: unknown
  readonly rows: ReadonlyMap<string, readonly unknown[]>
  readonly versions: Versions
}

/**
 * Writes a state: a header line, then a line for each object with its type and JSON, so that states can be compared with diff tools, and no string
 * exceeds the length limit.
 */
export function formatState({ root, rows }: Pick<Written, 'root' | 'rows'>): Buffer[] {
  const lines = [`versions ${JSON.stringify(versionsNow())}\n`, `world ${JSON.stringify(root)}\n`]
  for (const [name, all] of rows) for (const row of all) lines.push(`${name} ${JSON.stringify(row)}\n`)
  return [`cloudsmith-emulator state ${version} ${checksumOf(lines)}\n`, ...lines].map((line) => Buffer.from(line))
}

/** Parses a state file. @throws {StateError} if it is not a state, of another version, or damaged */
export function parseState(content: Buffer): ParsedState {
  const [line = '', found, checksum] = head.exec(content.subarray(0, 200).toString('latin1')) ?? []
  if (line === '') throw new StateError('This is not a state of the emulator')
  if (found !== String(version))
    throw new StateError(`This state is from another version of the emulator (${found} instead of ${version})`)
  const body = content.subarray(line.length)
  if (checksumOf([body]) !== checksum) throw new StateError('This state is damaged: its checksum does not match')
  const rows = new Map<string, unknown[]>()
  let number = 1
  for (const text of linesOf(body)) {
    number += 1
    const [, name, json = ''] = /^([^{]+) (\{.*)$/s.exec(text) ?? []
    const all = rows.get(name ?? '') ?? []
    // The message of JSON.parse quotes the line, which may contain an API key.
    const row = parsed(json)
    if (row === undefined) throw new StateError('is not valid JSON', name === undefined ? ['line', number] : [name, all.length])
    all.push(row)
    rows.set(name ?? '', all)
  }
  const only = (name: string) => {
    const [first, ...others] = rows.get(name) ?? []
    if (first === undefined || others.length > 0) throw new StateError('must occur exactly once', [name])
    rows.delete(name)
    return first
  }
  return { root: only('world'), versions: readVersions(only('versions')), rows }
}

/** Line by line, because the whole may exceed the length limit of strings. */
function* linesOf(body: Buffer): Iterable<string> {
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf('\n', start)
    const end = found < 0 ? body.length : found
    yield body.toString('utf8', start, end)
    start = end + 1
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function readVersions(given: unknown): Versions {
  const all = isTable(given) ? given : {}
  for (const [name, version] of Object.entries(all)) {
    if (!Number.isSafeInteger(version) || Number(version) < 1)
      throw new StateError('must be a whole number above 0', ['versions', name])
  }
  return all as Versions
}

function checksumOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
