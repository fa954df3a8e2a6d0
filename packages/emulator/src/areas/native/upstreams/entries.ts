import { formatInfo } from '../../../catalogue/formats.ts'
import { type UpstreamPackage, UpstreamProblem, type UpstreamWanted } from '../../../format/native-upstream.ts'
import type { World } from '../../../world/world.ts'
import type { UpstreamRecord } from '../../upstreams/records.ts'
import { isFolder, packagesInFolder } from './folder.ts'
import { sourceOf } from './source.ts'

/** What an upstream has: of a name, or everything where none is wanted and its format can say. @throws {UpstreamProblem} */
export async function entriesOf(
  { world, format, hops }: { readonly world: World; readonly format: string; readonly hops: number },
  upstream: UpstreamRecord,
  wanted: UpstreamWanted | undefined,
): Promise<readonly UpstreamPackage[]> {
  const address = String(upstream.settings.upstream_url)
  if (isFolder(address)) return packagesInFolder(world, format, address, wanted?.name)
  const protocol = formatInfo(format).native?.upstream
  if (protocol === undefined)
    throw new UpstreamProblem(`The emulator fetches no ${formatInfo(format).name} packages from upstreams.`)
  const source = sourceOf(world, upstream, hops)
  if (wanted !== undefined) return protocol.list(source, wanted)
  return protocol.all?.(source) ?? []
}
