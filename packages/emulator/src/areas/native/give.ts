import { notFound, Refusal } from '../../core/errors.ts'
import type { Incoming } from '../../core/incoming.ts'
import type { Reply } from '../../core/reply.ts'
import { UpstreamProblem } from '../../format/native-upstream.ts'
import { awaitsScan } from '../../package/capabilities.ts'
import type { Blob } from '../../world/blobs.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import type { Reader } from '../downloads/admit.ts'
import { clientOf, countDownload, mayAsk, mayGive, mayPass } from '../downloads/download.ts'
import { isDenied } from '../policies/deny.ts'
import { limited, withheld } from './refusals.ts'
import { fetchFile } from './upstreams/fetch-offer.ts'
import { keepOffer } from './upstreams/keep-offer.ts'
import type { Offer } from './upstreams/offer.ts'
import { isArriving } from './upstreams/origin.ts'
import type { Asking } from './upstreams/resolve.ts'

/** The caller who requests bytes. */
export interface Giving {
  readonly world: World
  readonly reader: Reader
  readonly request: Incoming
  readonly path: string
}

type Headers = Readonly<Record<string, string>>

/** Serves a file of a package that is here. @throws {Refusal} 403, 404, or 501 if it was mirrored without its bytes */
export function givePackage(giving: Giving, pkg: PackageRecord, index: number, headers: Headers): Promise<Reply> {
  const { world, reader, request, path } = giving
  const file = pkg.content.files[index]
  if (file?.told)
    throw new Refusal({ status: 501, body: { detail: 'The emulator has this file without its bytes: it was mirrored.' } })
  if (file?.blob === undefined) throw notFound()
  const { blob } = file
  const download = { pkg, entitlement: reader.entitlement, path, client: clientOf(request), bytes: blob.size }
  if (!mayGive(world, download, isOnItsWay(world, pkg))) throw withheld(world, pkg)
  if (request.method !== 'HEAD') countDownload(world, download, index === 0)
  return Promise.resolve(replyWith(giving, blob, headers))
}

/**
 * Serves a file of an upstream: according to the upstream's mode, it is only passed on, or stored as well.
 *
 * @throws {Refusal} 403; 502 or 504 if the upstream does not provide it, or provides something else
 */
export async function giveOffer(giving: Giving, asking: Asking, offer: Offer, index: number, headers: Headers): Promise<Reply> {
  const { world, request, reader, path } = giving
  const wanted = { entitlement: reader.entitlement, path, client: clientOf(request) }
  if (!mayAsk(world, wanted)) throw limited()
  try {
    if (offer.upstream.settings.mode === 'Proxy Only') {
      const { blob } = await fetchFile(world, offer, index, asking.hops)
      if (!mayPass(world, { ...wanted, bytes: request.method === 'HEAD' ? 0 : blob.size })) throw limited()
      return replyWith(giving, blob, headers)
    }
    const pkg = await keepOffer(asking, offer)
    if (offer.upstream.settings.mode === 'Cache Only' && isOnItsWay(world, pkg)) {
      const { pathname, search } = new URL(request.url)
      return { status: 302, headers: { Location: pathname + search, 'Retry-After': '1' } }
    }
    return await givePackage(giving, pkg, index, headers)
  } catch (error) {
    if (error instanceof UpstreamProblem) throw new Refusal({ status: error.status, body: { detail: error.message } })
    throw error
  }
}

/** A package that has just been fetched is served at once, unless there is a known reason against it. */
const isOnItsWay = (world: World, pkg: PackageRecord): boolean =>
  isArriving(pkg) && !pkg.isQuarantined && !pkg.isMalware && !isDenied(world, pkg) && !awaitsScan(pkg, world.switches)

function replyWith({ request }: Giving, { bytes, size, md5 }: Blob, headers: Headers): Reply {
  return {
    status: 200,
    raw: request.method === 'HEAD' ? '' : bytes,
    headers: { 'Content-Type': 'application/octet-stream', ...headers, 'Content-Length': String(size), ETag: `"${md5}"` },
  }
}
