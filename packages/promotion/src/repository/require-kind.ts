import { quoted, shown } from '../text/shown.ts'
import { DocumentError, type Flaw, unplaced } from './document-error.ts'

/** The kind and version that a document states. */
export interface DocumentKind {
  /** Such as `cloudsmith-promotion/plan`. */
  readonly kind: string
  readonly version: number
}

/**
 * Requires that a value states the expected kind and version. The check is quick: whether the rest is valid is up to the reader of such
 * documents.
 *
 * @throws {DocumentError} it is something else; the message says what it is, what was expected, and which reader reads it
 */
export function requireKind(value: unknown, wanted: DocumentKind): void {
  const flaw = flawOfKind(value, wanted)
  if (flaw === undefined) return
  const advice = `${readerOf(wanted.kind)} of @cloudsmith-sdk/promotion/documents reads stored documents`
  throw new DocumentError([unplaced({ ...flaw, message: `${flaw.message} (${advice})` })], wordOf(wanted.kind))
}

/** What is wrong with the kind and version of a value; undefined if they are as expected. */
export function flawOfKind(value: unknown, wanted: DocumentKind): Flaw | undefined {
  const name = nameOfKind(wanted.kind)
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Promise) {
    return { path: [], message: `this is ${described(value)}, not ${name}` }
  }
  const { kind, version } = value as { kind?: unknown; version?: unknown }
  const said = `{ kind: ${quoted(wanted.kind)}, version: ${wanted.version} }`
  if (kind === undefined) return { path: [], message: `this has no kind: ${name} has ${said}` }
  if (kind !== wanted.kind) {
    const what = typeof kind === 'string' && isOurs(kind) ? nameOfKind(kind) : `of the kind ${shown(kind)}`
    return { path: ['kind'], message: `this is ${what}${versionText(version)}, not ${name}` }
  }
  if (version === wanted.version) return undefined
  if (typeof version === 'number' && Number.isInteger(version) && version > wanted.version) {
    const known = `only version ${wanted.version} is supported here`
    return { path: ['version'], message: `this is ${name} of version ${version}, and ${known}: read it with a newer release` }
  }
  return { path: ['version'], message: `expected ${wanted.version}, found ${shown(version)}` }
}

/** The name of a kind of document, with its article: `a plan`, `an approval`, `waivers`. */
export function nameOfKind(kind: string): string {
  const word = wordOf(kind)
  if (word.endsWith('s')) return word
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}

/** Such as `plan`. */
export const wordOf = (kind: string): string => kind.slice(prefix.length)

const prefix = 'cloudsmith-promotion/'

const isOurs = (kind: string): boolean => kind.startsWith(prefix) && /^[a-z]{1,20}$/.test(wordOf(kind))

const readerOf = (kind: string): string => `read${wordOf(kind).replace(/^./, (first) => first.toUpperCase())}`

const versionText = (version: unknown): string => (typeof version === 'number' ? ` (version ${version})` : '')

const described = (value: unknown): string =>
  typeof value === 'string'
    ? `the text ${quoted(value)}`
    : value instanceof Promise
      ? 'a promise that was not awaited'
      : shown(value)
