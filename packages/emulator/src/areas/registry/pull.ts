import { createHash } from 'node:crypto'
import type { Reply } from '../../core/reply.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { clientOf, countDownload, mayAsk, mayGive, mayPass } from '../downloads/download.ts'
import { limited, withheld } from '../native/refusals.ts'
import { blobUnknown, denied, nameUnknown } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { blobType, type Found, findBlob, findManifest, imageAt } from './image-store.ts'
import { imageKey, waitingBlob } from './pushes.ts'
import { partOf } from './range.ts'
import { imagesNamed, isOnItsWay, mayPush } from './sight.ts'
import { fetchBlob, fetchImage } from './upstreams.ts'

type Whole = Reply & { readonly raw: Uint8Array }

/** Serves a manifest, and fetches it from upstreams if it is not here. Pulls are counted by manifests. */
export async function pullManifest(call: ImageCall): Promise<Reply> {
  const { world, reader, route } = call
  const here = imagesNamed(world, reader, route.name)
  if (imageAt(here, route.reference) !== undefined) return give(call, await findManifest(here, route.reference), true)
  if (!mayAsk(world, useOf(call))) throw denied(limited().reason)
  const passed = await fetchImage(call, route.reference)
  if (passed !== undefined) {
    const { bytes, mediaType } = passed
    mustPass(call, bytes)
    return withBytes({ bytes, mediaType, digest: createHash('sha256').update(bytes).digest('hex') })
  }
  const images = imagesNamed(world, reader, route.name)
  if (images.length === 0) throw nameUnknown()
  return give(call, await findManifest(images, route.reference), true)
}

/** Serves a blob; to callers who may push, also one that no image has yet. */
export async function pullBlob(call: ImageCall): Promise<Reply> {
  const { world, reader, route, request } = call
  const hex = hexOf(route.reference)
  if (hex === undefined) throw blobUnknown()
  const images = imagesNamed(world, reader, route.name)
  const waiting = mayPush(reader) ? waitingBlob(world, imageKey(reader.repository, route.name), hex) : undefined
  const found = await findBlob(images, hex)
  if (found !== undefined) return partOf(give(call, found, false), request)
  const other = waiting ?? (await fetchBlob(call, hex))
  if (other === undefined) throw images.length === 0 ? nameUnknown() : blobUnknown()
  if (waiting === undefined) mustPass(call, other)
  return partOf(withBytes({ bytes: other, mediaType: blobType, digest: hex }), request)
}

function give(call: ImageCall, found: Found, isMain: boolean): Whole {
  const { world, request } = call
  const { image, bytes } = found
  const download = { ...useOf(call), pkg: image, bytes: bytes.length }
  if (!mayGive(world, download, isOnItsWay(world, image))) throw denied(withheld(world, image).reason)
  if (request.method === 'GET') countDownload(world, download, isMain)
  return withBytes(found)
}

const useOf = ({ reader, request }: ImageCall) => ({
  entitlement: reader.entitlement,
  path: new URL(request.url).pathname,
  client: clientOf(request),
})

/** @throws {Refusal} 403 if the limits of an entitlement do not allow passing on bytes of an upstream */
function mustPass(call: ImageCall, { length }: Uint8Array): void {
  const bytes = call.request.method === 'GET' ? length : 0
  if (!mayPass(call.world, { ...useOf(call), bytes })) throw denied(limited().reason)
}

function withBytes({ bytes, mediaType, digest }: Omit<Found, 'image'>): Whole {
  return { status: 200, raw: bytes, headers: { 'Content-Type': mediaType, 'Docker-Content-Digest': `sha256:${digest}` } }
}
