import { createHash } from 'node:crypto'
import type { Reply } from '../../core/reply.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { clientOf, countDownload, mayGive } from '../downloads/download.ts'
import { withheld } from '../native/refusals.ts'
import { blobUnknown, denied, nameUnknown } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { blobType, type Found, findBlob, findManifest, imageAt } from './image-store.ts'
import { imageKey, waitingBlob } from './pushes.ts'
import { partOf } from './range.ts'
import { imagesNamed, isOnItsWay, mayPush } from './sight.ts'
import { fetchBlob, fetchImage } from './upstreams.ts'

type Whole = Reply & { readonly raw: Uint8Array }

/** Gives a manifest out, and fetches what is not here from upstreams: pulls of images are counted by manifests. */
export async function pullManifest(call: ImageCall): Promise<Reply> {
  const { world, reader, route } = call
  const here = imagesNamed(world, reader, route.name)
  if (imageAt(here, route.reference) !== undefined) return give(call, await findManifest(here, route.reference), true)
  const passed = await fetchImage(call, route.reference)
  if (passed !== undefined) {
    const { bytes, mediaType } = passed
    return withBytes({ bytes, mediaType, digest: createHash('sha256').update(bytes).digest('hex') })
  }
  const images = imagesNamed(world, reader, route.name)
  if (images.length === 0) throw nameUnknown()
  return give(call, await findManifest(images, route.reference), true)
}

/** Gives a blob out, for whoever pushes also one that no image has yet. */
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
  return partOf(withBytes({ bytes: other, mediaType: blobType, digest: hex }), request)
}

function give({ world, reader, request }: ImageCall, found: Found, isMain: boolean): Whole {
  const { image, bytes } = found
  const path = new URL(request.url).pathname
  const download = { pkg: image, entitlement: reader.entitlement, path, client: clientOf(request), bytes: bytes.length }
  if (!isOnItsWay(world, image) && !mayGive(world, download)) throw denied(withheld(world, image).reason)
  if (request.method === 'GET') countDownload(world, download, isMain)
  return withBytes(found)
}

function withBytes({ bytes, mediaType, digest }: Omit<Found, 'image'>): Whole {
  return { status: 200, raw: bytes, headers: { 'Content-Type': mediaType, 'Docker-Content-Digest': `sha256:${digest}` } }
}
