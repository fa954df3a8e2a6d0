import type { Package } from '../generated/v1.ts'

/** A file that is pushed, as far as it can be compared. */
export interface ComparedFile {
  readonly filename: string
  /** SHA-256 in lower-case hex. */
  readonly sha256: string
}

/** What a push asks for. */
export interface Wanted {
  readonly format: string
  /** Name of the main file as it is uploaded. */
  readonly filename: string
  /** The format's own fields, without files. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** What the main file will be called: a generic one as its path ends. */
export const expectedFilename = ({ format, filename, fields }: Wanted): string =>
  (format === 'generic' ? pathOf(fields)?.split('/').at(-1) : undefined) ?? filename

const pathOf = ({ filepath }: Wanted['fields']): string | undefined =>
  typeof filepath === 'string' ? filepath.split('/').filter(Boolean).join('/') || undefined : undefined

/** Fields that are coordinates of their format, and what rows call them. */
const coordinates: Readonly<Record<string, string>> = {
  component: 'deb_component',
  group_id: 'maven_group_id',
  provider: 'vagrant_provider',
  r_version: 'cran_r_version',
  scope: 'swift_scope',
}

/**
 * Whether a package may be the one that a push asks for: nothing that both of them tell speaks against it. A package that has not
 * synchronised tells little, and what a file holds only the service knows.
 *
 * @see docs/service.md#identity
 */
export function mayBe(row: Package, wanted: Wanted): boolean {
  const { format, fields } = wanted
  if (row.format !== format) return false
  if (!agrees(distributionOf(row), fields.distribution)) return false
  if (Object.entries(coordinates).some(([field, key]) => !agrees(row.identifiers[key], fields[field]))) return false
  // The path is all there is to a generic package, and a raw one without name or version is another than one with.
  if (format === 'generic') return agrees(row.filepath, pathOf(fields))
  if (format === 'raw' && row.is_sync_completed) return rawKey(row.filename, row) === rawKey(row.filename, fields)
  return agrees(row.name, fields.name) && agrees(row.version, fields.version)
}

/**
 * Whether a package surely is the one that a push asks for, whatever its bytes: it is named like it, and the name of the file, or the
 * request itself, says which name and version that is.
 */
export function surelyIs(row: Package, wanted: Wanted): boolean {
  const { format, filename, fields } = wanted
  if (!mayBe(row, wanted) || row.filename !== expectedFilename(wanted)) return false
  if (format === 'generic') return Boolean(row.filepath)
  if (format === 'raw') return true
  // What the file name does not have: the group of a Maven artifact, which the request may leave to the files.
  if (format === 'maven' && fields.group_id === undefined) return false
  const says = (part: string | null, field: unknown) =>
    Boolean(part) && (field === part || letters(filename).includes(letters(part ?? '')))
  return says(row.name, fields.name) && says(row.version, fields.version)
}

/** What of the bytes a package has: all that is pushed, others, or nobody knows yet. */
export type Likeness = 'same' | 'other' | 'unknown'

/** Holds the bytes of a package against those that are pushed: of the main file, then of each further one. */
export function compareBytes(row: Package, [main, ...further]: readonly ComparedFile[]): Likeness {
  if (!row.checksum_sha256) return 'unknown'
  if (row.checksum_sha256.toLowerCase() !== main?.sha256) return 'other'
  const there = row.files.map(({ checksum_sha256 }) => checksum_sha256?.toLowerCase())
  return further.every(({ sha256 }) => there.includes(sha256)) ? 'same' : 'other'
}

const agrees = (told: unknown, asked: unknown): boolean => !told || !asked || String(told) === String(asked)

const distributionOf = ({ distro, distro_version: release }: Package): string | undefined =>
  distro?.slug && release?.slug ? `${distro.slug}/${release.slug}` : undefined

/** The service takes a name that is the file's own for none. */
const rawKey = (filename: string, { name, version }: { name?: unknown; version?: unknown }): string =>
  JSON.stringify([name && name !== filename ? name : '', version || ''])

/** File names write names and versions with other signs between. */
const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
