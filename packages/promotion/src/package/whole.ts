import { type Package, type PackageDetail, WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, type Timed, type WaitOptions, waitUntil } from '@cloudsmith-sdk/client/sync'
import { type Family, familiesOf, hasSeveralPlatforms, missingText, type Sides, unknownParts } from '../registry/families.ts'
import type { Registry } from '../registry/registry.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { listLag } from '../repository/limits.ts'
import { cannotLeave, reasonNotTo, type TransferAction } from './transfer.ts'

/** A package, and what it is useless without. */
export interface Whole {
  readonly package: PackageDetail
  /** The images that a Docker index names, of either side. Those of one group may go at once; each group needs those before it. */
  readonly images: readonly (readonly Package[])[]
}

/** How to find out what a package needs. */
export interface WholeOptions {
  readonly action: TransferAction
  readonly registry: Registry | undefined
  readonly waiting: WaitOptions
}

/**
 * Finds what a package is useless without: the images of a Docker index. Of any other package, nothing.
 *
 * @param cloudsmith whose clock to wait by
 * @throws {SourceError} an image cannot go or is nowhere, or there is no registry to ask
 * @throws {RegistryError} the registry does not let the caller in, or its answers are not what their digests say
 */
export async function wholeOf(
  cloudsmith: Timed,
  pkg: PackageDetail,
  sides: Sides,
  { action, registry, waiting }: WholeOptions,
): Promise<Whole> {
  const { signal } = waiting
  if (pkg.format !== 'docker') return { package: pkg, images: [] }
  if (registry === undefined) {
    if (hasSeveralPlatforms(pkg)) throw cannotLeave(pkg, unknownParts)
    return { package: pkg, images: [] }
  }
  const families = await (isFresh() ? patiently(read) : read())
  const family = families.get(pkg.slug_perm)
  const flaw = family && flawOf(family)
  if (family === undefined || flaw !== undefined) throw cannotLeave(pkg, flaw ?? 'its images are not known')
  await requireFit(family.images)
  const isIndex = (row: Package) => families.has(row.slug_perm)
  const leaves = family.images.filter((row) => !isIndex(row))
  return { package: pkg, images: [leaves, ...family.images.filter(isIndex).map((row) => [row])] }

  function read() {
    return familiesOf([pkg], sides, { registry: registry as Registry, signal })
  }

  /** Lists may not show yet what was pushed with it. */
  function isFresh(): boolean {
    return pkg.sync_finished_at !== null && cloudsmith.clock.now() - Date.parse(pkg.sync_finished_at) < listLag
  }

  async function patiently(look: typeof read) {
    let seen = await look()
    const complete = async () => {
      if ((seen.get(pkg.slug_perm)?.missing.length ?? 0) === 0) return seen
      seen = await look()
      return (seen.get(pkg.slug_perm)?.missing.length ?? 0) === 0 ? seen : pending('images are missing')
    }
    return waitUntil(cloudsmith, complete, (text) => new WaitTimeoutError(text), { ...waiting, timeout: listLag }).catch(
      (error: unknown) => {
        if (error instanceof WaitTimeoutError) return seen
        throw error
      },
    )
  }

  function flawOf({ missing, refusal }: Pick<Family<Package>, 'missing' | 'refusal'>): string | undefined {
    return missing.length > 0 ? missingText(sides.source.repo, missing) : refusal
  }

  /** Nothing is sent where one of them could not follow. */
  async function requireFit(images: readonly Package[]) {
    const unfit = images.filter((row) => row.repository === sides.source.repo && reasonNotTo(row, action) !== undefined)
    if (unfit.length === 0) return
    const there = await sides.destination.find(unfit.map(identityOf))
    const left = unfit.find((row) => !there.get(keyOfRow(row))?.some(({ is_sync_completed }) => is_sync_completed))
    if (left !== undefined) throw cannotLeave(left, reasonNotTo(left, action) ?? '')
  }
}

/**
 * Does something with the images that a package needs, and then with itself: what one of a group needs was done before.
 *
 * @returns what was made of each, in that order
 */
export async function inOrderOfNeed<T>({ images, package: pkg }: Whole, act: (row: Package) => Promise<T>): Promise<T[]> {
  const done = new Map<Package, T>()
  for (const group of [...images, [pkg]]) {
    const failures: unknown[] = []
    await eachOf(group, async (row) => {
      if (failures.length > 0) return
      await act(row).then(
        (result) => done.set(row, result),
        (error: unknown) => failures.push(error),
      )
    })
    // What is under way has ended: nothing goes on behind the caller's back.
    if (failures.length > 0) throw failures[0]
  }
  return [...images.flat(), pkg].flatMap((row) => (done.has(row) ? [done.get(row) as T] : []))
}
