import type { PackageFixture } from '../../format/package-fixture.ts'
import { findTwin } from '../../package/identity.ts'
import { addPackage, removePackage } from '../../world/add-package.ts'
import type { StoredFile } from '../../world/package.ts'
import type { World } from '../../world/world.ts'
import { type Placement, placePackage } from './place.ts'

/** What makes one of many packages another than the rest. */
export interface PackageVariant {
  readonly name: string
  readonly version: string
  /** That of the file that all are of, unless said otherwise. */
  readonly filename?: string
  readonly tags?: readonly string[]
  /** In milliseconds; as all the others unless said otherwise. */
  readonly uploadedAt?: number
}

/**
 * Puts many packages into a repository that are one file under other names and versions. Bytes, checksums, dependencies and the scan are
 * those of the file, which is read once: so a million of them take 1.3 GB, and half a minute.
 *
 * @returns how many
 * @throws {Error} for what would have failed to synchronise, such as a package that is there already
 */
export async function placeMany(
  world: World,
  fixture: PackageFixture,
  placement: Placement,
  variants: Iterable<PackageVariant>,
): Promise<number> {
  const model = await placePackage(world, fixture, placement)
  removePackage(world, model)
  const { facts, files, ...content } = model.content
  if (facts === undefined) throw new Error('a package that has been placed has been read')
  let count = 0
  for (const { name, version, filename, tags = placement.tags, uploadedAt = placement.uploadedAt } of variants) {
    const pkg = addPackage(world, {
      ...placement,
      tags,
      uploadedAt,
      republish: false,
      content: {
        format: content.format,
        fields: content.fields,
        files: filename === undefined ? files : renamed(files, filename),
        facts: { ...facts, name, version },
      },
    })
    if (findTwin(pkg)) {
      removePackage(world, pkg)
      throw new Error(`${name} ${version} is there already.`)
    }
    Object.assign(pkg, { sync: model.sync, scanning: model.scanning })
    pkg.repository.packages.touch(pkg)
    count += 1
  }
  for (const { blob } of files) if (blob) world.blobs.release(blob)
  return count
}

function renamed([main, ...others]: readonly StoredFile[], filename: string): StoredFile[] {
  return main === undefined ? [] : [{ ...main, filename }, ...others]
}
