/** The packages of a repository, found without looking at all of them. */
export interface PackageIndex<Package> {
  readonly size: number
  /** Grows with every change that a list may show. */
  readonly revision: number
  add(pkg: Package): void
  remove(pkg: Package): void
  /** Something about a package has changed that lists and `latest` depend on. */
  touch(pkg: Package): void
  bySlug(slug: string): Package | undefined
  /** The packages of a name, in any case. */
  byName(name: string): Package[]
  /** The packages with a tag that is wanted: of those that users and files gave, not of `latest`. */
  byTag(isWanted: (tag: string) => boolean): Package[]
  /** The packages of an identity. */
  byIdentity(identity: string): readonly Package[]
  /** The names that there are, in lower case. */
  names(): Iterable<string>
  /** Rows `start` to `end` of all packages, the oldest first. */
  oldest(start: number, end: number): Package[]
  /** Rows `start` to `end` of the list in its default order, the newest first. */
  newest(start: number, end: number): Package[]
  all(): Iterable<Package>
  /** Whether a package is of the newest version of its name. */
  isLatest(pkg: Package): boolean
}

/** What the packages of a repository were before, for lists that lag behind. */
export interface PackageHistory<Package> {
  /** A package has come, was changed, or (`isThere: false`) has left. */
  note(pkg: Package, isThere: boolean): void
  /** The packages as they were a lag ago. What is not known of that time is as it is now. */
  listed(current: Iterable<Package>): Package[]
}
