import { visible } from '../../../core/visible.ts'
import type { FileChecksums } from '../../../format/native-package.ts'
import { UpstreamProblem } from '../../../format/native-upstream.ts'
import type { Blob } from '../../../world/blobs.ts'
import { worldPart } from '../../../world/parts.ts'
import type { World } from '../../../world/world.ts'
import type { Offer } from './offer.ts'
import { sourceOf } from './source.ts'

/** A fetched file of an offer. */
export interface FetchedFile {
  readonly field: string
  readonly filename: string
  readonly blob: Blob
}

/** Files that are being fetched, by location, so that concurrent requests share one download. */
const underWay = worldPart<Map<string, Promise<FetchedFile>>>('fetching', { make: () => new Map() })

/**
 * Fetches a file of an offer, and checks that it is what was offered.
 *
 * @param index index of the file
 * @throws {UpstreamProblem}
 */
export function fetchFile(world: World, offer: Offer, index: number, hops: number): Promise<FetchedFile> {
  const key = [offer.upstream.slugPerm, offer.entry.version, offer.entry.files[index]?.url].join('\n')
  const going = underWay(world).get(key)
  if (going !== undefined) return going
  const file = fetchAnew(world, offer, index, hops).finally(() => underWay(world).delete(key))
  underWay(world).set(key, file)
  return file
}

async function fetchAnew(world: World, { upstream, entry }: Offer, index: number, hops: number): Promise<FetchedFile> {
  const file = entry.files[index]
  if (file === undefined) throw new UpstreamProblem(`${entry.name} ${entry.version} has no such file.`)
  const source = sourceOf(world, upstream, hops)
  const blob = await world.blobs.take(file.bytes ?? (await (file.make?.(source) ?? source.download(file.url))))
  const wrong = differenceOf(file.checksums, blob)
  if (wrong !== undefined) {
    throw new UpstreamProblem(
      `The upstream ${visible(String(upstream.settings.name))} sent a different file from the one that it offers as ${visible(file.filename)}: ` +
        `its ${wrong} is ${blob[wrong]}, and not ${file.checksums[wrong]}.`,
    )
  }
  return { field: file.field ?? 'package_file', filename: file.filename, blob }
}

/** The first known checksum that a file does not match. */
function differenceOf(told: FileChecksums, blob: Blob): keyof FileChecksums | undefined {
  const kinds = ['sha512', 'sha256', 'sha1', 'md5', 'size'] as const
  return kinds.find((kind) => told[kind] !== undefined && String(told[kind]).toLowerCase() !== String(blob[kind]))
}
