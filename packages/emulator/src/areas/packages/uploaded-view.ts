import { formatInfo } from '../../catalogue/formats.ts'
import type { UploadedPackage } from '../../generated/v1.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { packageView } from './view.ts'

/** A package as returned by its upload: the request's fields hide `tags` and `filepath`, and some of them are repeated. */
export function uploadedPackageView(world: World, pkg: PackageRecord): UploadedPackage {
  const { tags: _tags, filepath: _filepath, ...rest } = packageView(world, pkg)
  const { format, fields } = pkg.content
  const { repeats = [] } = formatInfo(format)
  const repeated = repeats.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]])
  return { ...rest, ...Object.fromEntries(repeated) }
}
