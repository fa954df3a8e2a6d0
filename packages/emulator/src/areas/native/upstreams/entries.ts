import { formatInfo } from '../../../catalogue/formats.ts'
import { type UpstreamPackage, UpstreamProblem, type UpstreamWanted } from '../../../format/native-upstream.ts'
import type { World } from '../../../world/world.ts'
import type { UpstreamRecord } from '../../upstreams/records.ts'
import { isFolder, packagesInFolder } from './folder.ts'
import { sourceOf } from './source.ts'

/** The packages of an upstream: of a name, or all of them if its format can list them. @throws {UpstreamProblem} */
export async function entriesOf(
  { world, format, hops }: { readonly world: World; readonly format: string; readonly hops: number },
  upstream: UpstreamRecord,
  wanted: UpstreamWanted | undefined,
): Promise<readonly UpstreamPackage[]> {
  const address = String(upstream.settings.upstream_url)
  if (isFolder(address)) {
    const { distro_versions: releases } = upstream.settings
    return forReleases(await packagesInFolder(world, format, address, wanted?.name), Array.isArray(releases) ? releases : [])
  }
  const protocol = formatInfo(format).native?.upstream
  if (protocol === undefined)
    throw new UpstreamProblem(`The emulator fetches no ${formatInfo(format).name} packages from upstreams.`)
  const source = sourceOf(world, upstream, hops)
  if (wanted !== undefined) return protocol.list(source, wanted)
  return protocol.all?.(source) ?? []
}

/** A folder does not state which distributions its packages are for, but the settings of the upstream do. */
function forReleases(packages: readonly UpstreamPackage[], releases: readonly unknown[]): readonly UpstreamPackage[] {
  if (releases.length === 0) return packages
  return releases.flatMap((distribution) => packages.map((pkg) => ({ ...pkg, fields: { ...pkg.fields, distribution } })))
}
