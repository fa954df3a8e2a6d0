import { type Package, type PackageDetail, WaitTimeoutError } from '@cloudsmith-sdk/client'
import { pending, type Timed, type WaitOptions, waitUntil } from '@cloudsmith-sdk/client/sync'
import { type Family, familiesOf, hasSeveralPlatforms, missingText, type Sides, unknownParts } from '../registry/families.ts'
import type { Registry } from '../registry/registry.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf, keyOfRow } from '../repository/identity.ts'
import { listLag } from '../repository/limits.ts'
import { cannotLeave, reasonNotTo, type TransferAction } from './transfer.ts'

/** A package, and what it needs to be usable. */
export interface Whole {
  readonly package: PackageDetail
  /**
   * The images that a Docker index names, from either side. Those of one group may be transferred at once; each group needs the groups before
   * it.
   */
  readonly images: readonly (readonly Package[])[]
}

/** Options of {@link wholeOf}. */
export interface WholeOptions {
  readonly action: TransferAction
  readonly registry: Registry | undefined
  readonly waiting: WaitOptions
}

/**
 * Finds what a package needs to be usable: for a Docker index, its images; for any other package, nothing.
 *
 * @param cloudsmith provides the clock to wait by
 * @throws {SourceError} an image cannot be transferred or does not exist, or no registry is configured
 * @throws {RegistryError} the registry refuses the credentials, or a response does not match its digest
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

  /** Whether lists may not show yet what was pushed together with it. */
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

  /** Refuses before anything is sent if one of the images could not follow. */
  async function requireFit(images: readonly Package[]) {
    const unfit = images.filter((row) => row.repository === sides.source.repo && reasonNotTo(row, action) !== undefined)
    if (unfit.length === 0) return
    const there = await sides.destination.find(unfit.map(identityOf))
    const left = unfit.find((row) => !there.get(keyOfRow(row))?.some(({ is_sync_completed }) => is_sync_completed))
    if (left !== undefined) throw cannotLeave(left, reasonNotTo(left, action) ?? '')
  }
}

/**
 * Applies a function to the images that a package needs, group by group, and then to the package itself. It starts with a group only when the
 * previous groups are done.
 *
 * @returns the results, in that order
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
    // By now everything that was started has ended: nothing goes on after this call throws.
    if (failures.length > 0) throw failures[0]
  }
  return [...images.flat(), pkg].flatMap((row) => (done.has(row) ? [done.get(row) as T] : []))
}
