import type { PackageFixture } from '../../format/package-fixture.ts'
import { findTwin } from '../../package/identity.ts'
import { addPackage, removePackage } from '../../world/add-package.ts'
import type { StoredFile } from '../../world/package.ts'
import type { World } from '../../world/world.ts'
import { type Placement, placePackage } from './place.ts'

/** The properties in which a package differs from the others. */
export interface PackageVariant {
  readonly name: string
  readonly version: string
  /** Default: the name of the common file. */
  readonly filename?: string
  /** Default: the tags of the options. */
  readonly tags?: readonly string[]
  /** Milliseconds since 1970. Default: that of the options. */
  readonly uploadedAt?: number
}

/**
 * Adds many packages to a repository that are made from one file but have other names and versions. Bytes, checksums, dependencies and scan are those
 * of the file, which is read once, so a million packages take 1.3 GB of memory and half a minute.
 *
 * @returns how many were added
 * @throws {Error} if a package could not have synchronised, for example because it exists already
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
      throw new Error(`${name} ${version} exists already.`)
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
