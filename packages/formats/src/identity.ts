import { normalName, normalVersion } from './normal.ts'
import { type Trait, toldApartBy, unknownFormat } from './told-apart-by.ts'

/** What is known about a package, from a row of the API or from a file that was read. */
export interface Coordinates {
  readonly format: string
  readonly name?: string | null | undefined
  readonly version?: string | null | undefined
  /** Name of the main file; for `generic` its whole path. */
  readonly filename: string
  /** Distribution and release, such as `debian/bookworm`. */
  readonly distribution?: string | null | undefined
  /** Architectures, or platforms if that is the format's term. */
  readonly architectures?: readonly string[] | undefined
  /** `binary`, `source` or `combined`. */
  readonly type?: string | null | undefined
  /** The format's own coordinates, such as the group of a Maven artifact. */
  readonly identifiers?: Readonly<Record<string, string>> | undefined
}

/**
 * What distinguishes a package from all others in a repository, apart from its bytes. Traits that its format ignores are left out, except for the
 * file name, by which people recognise packages.
 */
export interface Identity {
  readonly format: string
  /** Empty for a package without a name, if its format allows that. */
  readonly name: string
  /** Empty for a package without a version, if its format allows that. */
  readonly version: string
  /** Name of the main file; for `generic` its whole path. */
  readonly filename: string
  /** Distribution and release, such as `debian/bookworm`. */
  readonly distribution?: string | undefined
  /** Architectures or platforms, sorted. */
  readonly architectures?: readonly string[] | undefined
  /** `source` or `combined`; left out for `binary`. */
  readonly type?: string | undefined
  /** The format's own coordinates, such as the group of a Maven artifact. */
  readonly identifiers?: Readonly<Record<string, string>> | undefined
}

/** The identity of a package. Its slugs are not part of it, because they differ between repositories and may change. */
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

/** A key that is the same for identical packages and different for all others, regardless of their bytes. */
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

/** An identity from which everything but format, name and version may be left out. */
export type PartialIdentity = Pick<Identity, 'format' | 'name' | 'version'> & Partial<Identity>

/** Whether a package matches a partial identity. */
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
