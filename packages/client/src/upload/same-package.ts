import type { Package } from '../generated/v1.ts'

/** A file to be pushed, reduced to what can be compared. */
export interface ComparedFile {
  readonly filename: string
  /** SHA-256 in lower-case hex. */
  readonly sha256: string
}

/** The package that a push is to create. */
export interface Wanted {
  readonly format: string
  /** Name under which the main file is uploaded. */
  readonly filename: string
  /** The format's own fields, without files. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The file name that the package will have: for a generic package, the last segment of its path. */
export const expectedFilename = ({ format, filename, fields }: Wanted): string =>
  (format === 'generic' ? pathOf(fields)?.split('/').at(-1) : undefined) ?? filename

const pathOf = ({ filepath }: Wanted['fields']): string | undefined =>
  typeof filepath === 'string' ? filepath.split('/').filter(Boolean).join('/') || undefined : undefined

/** Fields that are coordinates of their format, and the names that they have in rows. */
const coordinates: Readonly<Record<string, string>> = {
  component: 'deb_component',
  group_id: 'maven_group_id',
  provider: 'vagrant_provider',
  r_version: 'cran_r_version',
  scope: 'swift_scope',
}

/** Defaults that the service uses for missing fields. */
const unsaid: Readonly<Record<string, string>> = { component: 'main' }

/**
 * Whether a package may be the one that a push is to create: nothing that is known about both contradicts it. Little is known about a package before
 * its synchronisation, and only the service knows the contents of a file.
 *
 * @see docs/service.md#identity
 */
export function mayBe(row: Package, wanted: Wanted): boolean {
  const { format, fields } = wanted
  if (row.format !== format) return false
  if (!agrees(distributionOf(row), fields.distribution)) return false
  if (Object.entries(coordinates).some(([field, key]) => !agrees(row.identifiers[key], fields[field] ?? unsaid[field])))
    return false
  // A generic package is identified by its path alone, and a raw one without a name or version differs from one that has them.
  if (format === 'generic') return agrees(row.filepath, pathOf(fields))
  if (format === 'raw' && row.is_sync_completed) return rawKey(row.filename, row) === rawKey(row.filename, fields)
  return agrees(row.name, fields.name) && agrees(row.version, fields.version)
}

/**
 * Whether a package certainly is the one that a push is to create, apart from its bytes: everything that is known about it also appears in the file
 * name or the request. This cannot be decided for npm, because `npm pack` uses the same file name for `@acme/app` and `acme-app`.
 */
export function surelyIs(row: Package, wanted: Wanted): boolean {
  const { format, filename, fields } = wanted
  if (!mayBe(row, wanted) || row.filename !== expectedFilename(wanted)) return false
  if (format === 'generic') return Boolean(row.filepath)
  if (format === 'raw') return true
  if (format === 'npm' || !row.name || !row.version) return false
  if (Object.entries(coordinates).some(([field, key]) => row.identifiers[key] && !(fields[field] ?? unsaid[field]))) return false
  const words = wordsOf(filename)
  const begin = fields.name === row.name || words.startsWith(wordsOf(row.name))
  const says = (part: string) => words.includes(wordsOf(part))
  return begin && (fields.version === row.version || says(row.version)) && row.architectures.every(({ name }) => says(name))
}

/** Whether a package has the bytes of a push: all of them, different ones, or not known yet. */
export type Likeness = 'same' | 'other' | 'unknown'

/** Compares the bytes of a package with those of a push: the main file first, then each additional file. */
export function compareBytes(row: Package, [main, ...further]: readonly ComparedFile[]): Likeness {
  if (!row.checksum_sha256) return 'unknown'
  if (row.checksum_sha256.toLowerCase() !== main?.sha256) return 'other'
  const there = row.files.map(({ checksum_sha256 }) => checksum_sha256?.toLowerCase())
  return further.every(({ sha256 }) => there.includes(sha256)) ? 'same' : 'other'
}

const agrees = (told: unknown, asked: unknown): boolean => !told || !asked || String(told) === String(asked)

const distributionOf = ({ distro, distro_version: release }: Package): string | undefined =>
  distro?.slug && release?.slug ? `${distro.slug}/${release.slug}` : undefined

/** The service treats a name that equals the file name as no name. */
const rawKey = (filename: string, { name, version }: { name?: unknown; version?: unknown }): string =>
  JSON.stringify([name && name !== filename ? name : '', version || ''])

/** The words of a text, separated and surrounded by hyphens, because file names separate the words of names and versions differently. */
const wordsOf = (text: string): string =>
  `-${
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-') ?? ''
  }-`
