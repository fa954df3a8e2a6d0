import { worldPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { registryRefusal } from './errors.ts'

/** Limits for what is pushed before its manifest. */
export const bounds = {
  /** Unfinished uploads. */
  uploads: 256,
  /** Bytes of one blob. */
  blob: 2 ** 31 - 1,
  /** Bytes of all blobs that no image has yet. */
  waiting: 4 * 2 ** 30,
  /** Bytes of a manifest. */
  manifest: 4 * 2 ** 20,
  /** Milliseconds on the callers' clock after which uploads without activity are dropped. */
  idle: 3_600_000,
} as const

/** An unfinished upload of a blob. */
export interface BlobUpload {
  readonly id: string
  /** The image that it is for. @see imageKey */
  readonly image: string
  readonly parts: Uint8Array[]
  size: number
  touchedAt: number
}

/** A blob that no image has yet. */
interface WaitingBlob {
  readonly bytes: Uint8Array
  touchedAt: number
}

/** Blobs of images that are being pushed. They are not stored in states. */
interface Pushes {
  readonly uploads: Map<string, BlobUpload>
  /** By image, and by digest in hexadecimal. */
  readonly waiting: Map<string, Map<string, WaitingBlob>>
}

const pushesOf = worldPart<Pushes>('pushes', { make: () => ({ uploads: new Map(), waiting: new Map() }) })

/** Identifies an image. */
export const imageKey = ({ slugPerm }: RepositoryRecord, name: string): string => `${slugPerm}/${name}`

/** Starts an upload. @throws {Refusal} 429 if there are too many */
export function beginUpload(world: World, image: string, id: string): BlobUpload {
  forgetOld(world)
  const { uploads } = pushesOf(world)
  if (uploads.size >= bounds.uploads)
    throw registryRefusal(429, 'TOOMANYREQUESTS', `there are ${bounds.uploads} uploads that have not ended`)
  const upload = { id, image, parts: [], size: 0, touchedAt: world.clock.callers.now() }
  uploads.set(id, upload)
  return upload
}

/** Finds an upload of an image. @throws {Refusal} 404 if it does not exist, has ended, or was dropped */
export function uploadWith(world: World, image: string, id: string): BlobUpload {
  forgetOld(world)
  const found = pushesOf(world).uploads.get(id)
  if (found?.image !== image) throw registryRefusal(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')
  return found
}

/** Adds a part to an upload. */
export function addPart(world: World, upload: BlobUpload, part: Uint8Array): void {
  upload.parts.push(part)
  upload.size += part.length
  upload.touchedAt = world.clock.callers.now()
}

/** Ends an upload, complete or not. */
export function endUpload(world: World, { id }: BlobUpload): void {
  pushesOf(world).uploads.delete(id)
}

/** How many more bytes are allowed. @param upload the upload that they belong to */
export function roomFor(world: World, upload?: BlobUpload): number {
  const { uploads, waiting } = pushesOf(world)
  let held = 0
  for (const { size } of uploads.values()) held += size
  for (const blobs of waiting.values()) for (const { bytes } of blobs.values()) held += bytes.length
  return Math.max(0, Math.min(bounds.blob - (upload?.size ?? 0), bounds.waiting - held))
}

/** Stores a blob until an image has it. @param digest hexadecimal */
export function keepBlob(world: World, image: string, digest: string, bytes: Uint8Array): void {
  const { waiting } = pushesOf(world)
  const blobs = waiting.get(image) ?? new Map<string, WaitingBlob>()
  waiting.set(image, blobs)
  blobs.set(digest, { bytes, touchedAt: world.clock.callers.now() })
}

/** A blob that no image has yet. */
export function waitingBlob(world: World, image: string, digest: string): Uint8Array | undefined {
  forgetOld(world)
  return pushesOf(world).waiting.get(image)?.get(digest)?.bytes
}

/** Drops blobs, because an image has them now. */
export function dropBlobs(world: World, image: string, digests: Iterable<string>): void {
  const { waiting } = pushesOf(world)
  const blobs = waiting.get(image)
  for (const digest of digests) blobs?.delete(digest)
  if (blobs?.size === 0) waiting.delete(image)
}

function forgetOld(world: World): void {
  const { uploads, waiting } = pushesOf(world)
  const before = world.clock.callers.now() - bounds.idle
  for (const [id, { touchedAt }] of uploads) if (touchedAt < before) uploads.delete(id)
  for (const [image, blobs] of waiting) {
    const old = [...blobs].flatMap(([digest, { touchedAt }]) => (touchedAt < before ? [digest] : []))
    dropBlobs(world, image, old)
  }
}
