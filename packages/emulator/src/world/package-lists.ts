/** Finds packages of a repository without reading all of them. */
export interface PackageIndex<Package> {
  readonly size: number
  /** Incremented by every change that lists may show. */
  readonly revision: number
  add(pkg: Package): void
  remove(pkg: Package): void
  /** Reports a change of a package that affects lists or `latest`. */
  touch(pkg: Package): void
  bySlug(slug: string): Package | undefined
  /** The packages of a name, ignoring case. */
  byName(name: string): Package[]
  /** The packages with a matching tag. Tags by users and files count, `latest` does not. */
  byTag(isWanted: (tag: string) => boolean): Package[]
  /** The packages of an identity. */
  byIdentity(identity: string): readonly Package[]
  /** The names that exist, in lower case. */
  names(): Iterable<string>
  /** Rows `start` to `end` of all packages, the oldest first. */
  oldest(start: number, end: number): Package[]
  /** Rows `start` to `end` in the default order of lists, the newest first. */
  newest(start: number, end: number): Package[]
  all(): Iterable<Package>
  /** Whether a package has the newest version of its name. */
  isLatest(pkg: Package): boolean
}

/** Earlier states of a repository's packages, for lists that lag behind. */
export interface PackageHistory<Package> {
  /** Records that a package was added, changed or (`isThere: false`) removed. */
  note(pkg: Package, isThere: boolean): void
  /** The packages as they were before the lag. Whatever is not known about that time is as it is now. */
  listed(current: Iterable<Package>): Package[]
}
