import type { Account } from './account.ts'
import { type Content, primaryFile } from './package.ts'
import type { PackageRecord, RepositoryRecord } from './records.ts'
import type { World } from './world.ts'

/** What is needed to add a package. */
export interface NewPackage {
  readonly repository: RepositoryRecord
  readonly content: Content
  readonly uploader: Account
  readonly republish: boolean
  readonly uploadedAt?: number
  readonly tags?: readonly string[]
  readonly immutableTags?: readonly string[]
  readonly license?: PackageRecord['license']
  /** The `slug_perm`, if the package has one already. Default: a new one. */
  readonly slugPerm?: string
  readonly slug?: string
}

/** Adds a package to a repository. The caller has to start its synchronisation. */
export function addPackage(
  world: World,
  { repository, content, uploader, republish, license, ...given }: NewPackage,
): PackageRecord {
  const now = world.clock.now()
  const pkg: PackageRecord = {
    slugPerm: given.slugPerm ?? world.ids.slug(12),
    slug: given.slug ?? slugFor(world, content),
    repository,
    content,
    uploader,
    uploadedAt: given.uploadedAt ?? now,
    arrival: 0,
    sync: { run: 0, state: 'awaiting', stateAt: now, stage: 1, stageAt: now, finishedAt: null, reason: null },
    scanning: { status: 'Awaiting Security Scan', statusAt: now, startedAt: null, completedAt: null, scans: [] },
    tags: given.tags ?? [],
    immutableTags: given.immutableTags ?? [],
    isQuarantined: false,
    isMalware: false,
    isHidden: false,
    isDeleting: false,
    republish,
    violations: [],
    license,
    downloads: 0,
    lastDownloadedAt: null,
  }
  for (const { blob } of content.files) if (blob) world.blobs.hold(blob)
  world.packages.set(pkg.slugPerm, pkg)
  repository.packages.add(pkg)
  return pkg
}

/** Removes a package from the world, and frees bytes that no other package has. */
export function removePackage(world: World, pkg: PackageRecord): void {
  pkg.sync = { ...pkg.sync, run: pkg.sync.run + 1 }
  world.packages.delete(pkg.slugPerm)
  pkg.repository.packages.remove(pkg)
}

/** Moves a package to another repository: it keeps its `slug_perm` and gets a new `slug`. */
export function relocatePackage(world: World, pkg: PackageRecord, destination: RepositoryRecord): void {
  pkg.repository.packages.remove(pkg)
  pkg.repository = destination
  pkg.slug = slugFor(world, pkg.content)
  destination.packages.add(pkg)
}

/** A slug in the service's form: the file name without punctuation, and a few random letters. */
export function slugFor(world: World, content: Content): string {
  const readable = primaryFile(content)
    .filename.toLowerCase()
    .replace(/[^\w-]/g, '')
  return `${readable || content.format}-${world.ids.slug(4)}`
}
