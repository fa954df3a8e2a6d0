import { createHash } from 'node:crypto'
import { isTable } from '../world/shapes/shape.ts'
import { type Versions, versionsNow } from './parts.ts'
import { StateError } from './state-error.ts'
import type { Written } from './write-rows.ts'

/** What a state file starts with: whose it is, its version, and the checksum of the rest. */
const head = /^cloudsmith-emulator state (\d+) ([0-9a-f]{64})\n/

/** Grows when the text is made up in another way: what is in it has versions of its own. */
const version = 3

/** A state as it was read, of which nothing is known yet. */
export interface ParsedState {
  readonly root: unknown
  readonly rows: ReadonlyMap<string, readonly unknown[]>
  readonly versions: Versions
}

/**
 * Writes a state: a line that says what it is, then one for each thing in it, with its kind and its JSON. A line each, so that people can
 * compare states, and no text is longer than a text may be.
 */
export function formatState({ root, rows }: Pick<Written, 'root' | 'rows'>): Buffer[] {
  const lines = [`versions ${JSON.stringify(versionsNow())}\n`, `world ${JSON.stringify(root)}\n`]
  for (const [name, all] of rows) for (const row of all) lines.push(`${name} ${JSON.stringify(row)}\n`)
  return [`cloudsmith-emulator state ${version} ${checksumOf(lines)}\n`, ...lines].map((line) => Buffer.from(line))
}

/** Takes a state apart. @throws {StateError} for what is none, one of another version, or a damaged one */
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
    // What JSON.parse says quotes the line, which may hold a key.
    const row = parsed(json)
    if (row === undefined) throw new StateError('is no JSON', name === undefined ? ['line', number] : [name, all.length])
    all.push(row)
    rows.set(name ?? '', all)
  }
  const only = (name: string) => {
    const [first, ...others] = rows.get(name) ?? []
    if (first === undefined || others.length > 0) throw new StateError('must be there once', [name])
    rows.delete(name)
    return first
  }
  return { root: only('world'), versions: readVersions(only('versions')), rows }
}

/** One by one: all of them may be longer than a text can be. */
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
      throw new StateError('must be a whole number from 1 on', ['versions', name])
  }
  return all as Versions
}

function checksumOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
