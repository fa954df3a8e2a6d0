import { normalName, normalVersion } from './normal.ts'
import { type Trait, toldApartBy, unknownFormat } from './told-apart-by.ts'

/** What somebody knows of a package: a row of the API, or a file that was read. */
export interface Coordinates {
  readonly format: string
  readonly name?: string | null | undefined
  readonly version?: string | null | undefined
  /** Name of the main file; for `generic` its whole path. */
  readonly filename: string
  /** Distribution and release, such as `debian/bookworm`. */
  readonly distribution?: string | null | undefined
  /** Also platforms, where the format calls them so. */
  readonly architectures?: readonly string[] | undefined
  /** `binary`, `source` or `combined`. */
  readonly type?: string | null | undefined
  /** The format's own coordinates, such as the group of a Maven artifact. */
  readonly identifiers?: Readonly<Record<string, string>> | undefined
}

/**
 * What tells a package from all others of a repository, but for its bytes. What its format does not tell packages apart by is left out, but
 * for the file name, which people know packages by.
 */
export interface Identity {
  readonly format: string
  /** Empty where the format knows packages without a name. */
  readonly name: string
  /** Empty where the format knows packages without a version. */
  readonly version: string
  /** Name of the main file; for `generic` its whole path. */
  readonly filename: string
  /** Distribution and release, such as `debian/bookworm`. */
  readonly distribution?: string | undefined
  /** Architectures or platforms, sorted. */
  readonly architectures?: readonly string[] | undefined
  /** `source` or `combined`; left out for what is binary. */
  readonly type?: string | undefined
  /** The format's own coordinates, such as the group of a Maven artifact. */
  readonly identifiers?: Readonly<Record<string, string>> | undefined
}

/** The identity of a package. Its slugs are no part of it: they differ between repositories and may change. */
export function identityOf(pkg: Coordinates): Identity {
  const { format, name, version, filename, distribution, architectures = [], type, identifiers = {} } = pkg
  const counts = (trait: Trait) => traitsOf(format).includes(trait)
  return {
    format,
    name: name ?? '',
    version: version ?? '',
    filename,
    ...(counts('distribution') && distribution ? { distribution } : {}),
    ...(counts('architectures') && architectures.length > 0 ? { architectures: architectures.toSorted() } : {}),
    ...(counts('type') && type && type !== 'binary' ? { type } : {}),
    ...(counts('identifiers') && Object.keys(identifiers).length > 0 ? { identifiers: sortedKeys(identifiers) } : {}),
  }
}

/** A text that is equal for the same packages and for no others, whatever their bytes. */
export function keyOf(pkg: Coordinates): string {
  const { format, version } = pkg
  const traits = traitsOf(format).map((trait) => partOf(trait, pkg) ?? null)
  return JSON.stringify([format, normalName(pkg), normalVersion(format, version ?? ''), ...traits])
}

function partOf(trait: Trait, { filename, distribution, architectures = [], type, identifiers = {} }: Coordinates): unknown {
  switch (trait) {
    case 'file':
      return filename
    case 'extension':
      return /\.\w+$/.exec(filename)?.[0].toLowerCase()
    case 'distribution':
      return distribution
    case 'architectures':
      return architectures.toSorted()
    case 'type':
      return type === 'binary' ? null : type
    case 'identifiers':
      return Object.entries(identifiers).toSorted(([a], [b]) => (a < b ? -1 : 1))
  }
}

const traitsOf = (format: string): readonly Trait[] =>
  (Object.hasOwn(toldApartBy, format) ? toldApartBy[format] : undefined) ?? unknownFormat

const sortedKeys = (record: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))

/** A package by its identity, without what is not needed to tell it from others. */
export type PartialIdentity = Pick<Identity, 'format' | 'name' | 'version'> & Partial<Identity>

/** Whether a package is one that a partial identity means. */
export function fits(pkg: Identity, wanted: PartialIdentity): boolean {
  const { format, filename, distribution, architectures, type, identifiers } = wanted
  return (
    pkg.format === format &&
    normalName(pkg) === normalName({ ...wanted, filename: pkg.filename }) &&
    normalVersion(format, pkg.version) === normalVersion(format, wanted.version) &&
    (filename === undefined || filename === pkg.filename) &&
    (distribution === undefined || distribution === pkg.distribution) &&
    (architectures === undefined || architectures.toSorted().join() === (pkg.architectures ?? []).join()) &&
    (type === undefined || type === (pkg.type ?? 'binary')) &&
    Object.entries(identifiers ?? {}).every(([key, value]) => pkg.identifiers?.[key] === value)
  )
}
