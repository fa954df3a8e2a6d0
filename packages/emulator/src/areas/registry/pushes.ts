import { worldPart } from '../../world/parts.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { registryRefusal } from './errors.ts'

/** What pushes may hold until a manifest comes that needs it. */
export const bounds = {
  /** Uploads that have begun and not ended. */
  uploads: 256,
  /** Bytes of one blob. */
  blob: 2 ** 31 - 1,
  /** Bytes of all blobs that have come, and that no image has. */
  waiting: 4 * 2 ** 30,
  /** Bytes of a manifest. */
  manifest: 4 * 2 ** 20,
  /** Milliseconds on the clock of those who push, after which what nobody has added to is forgotten. */
  idle: 3_600_000,
} as const

/** A blob that has begun to come. */
export interface BlobUpload {
  readonly id: string
  /** The image that it is for. @see imageKey */
  readonly image: string
  readonly parts: Uint8Array[]
  size: number
  touchedAt: number
}

/** A blob that has come, and that no image has yet. */
interface WaitingBlob {
  readonly bytes: Uint8Array
  touchedAt: number
}

/** What has come of images that are being pushed: nothing of it outlives the emulator. */
interface Pushes {
  readonly uploads: Map<string, BlobUpload>
  /** By image, and by the hexadecimal part of the digest. */
  readonly waiting: Map<string, Map<string, WaitingBlob>>
}

const pushesOf = worldPart<Pushes>('pushes', { make: () => ({ uploads: new Map(), waiting: new Map() }) })

/** By what an image is told from others. */
export const imageKey = ({ slugPerm }: RepositoryRecord, name: string): string => `${slugPerm}/${name}`

/** Begins an upload. @throws {Refusal} 429 where there are too many */
export function beginUpload(world: World, image: string, id: string): BlobUpload {
  forgetOld(world)
  const { uploads } = pushesOf(world)
  if (uploads.size >= bounds.uploads)
    throw registryRefusal(429, 'TOOMANYREQUESTS', `there are ${bounds.uploads} uploads that have not ended`)
  const upload = { id, image, parts: [], size: 0, touchedAt: world.clock.callers.now() }
  uploads.set(id, upload)
  return upload
}

/** An upload of an image. @throws {Refusal} 404 for one that is none, has ended, or was forgotten */
export function uploadWith(world: World, image: string, id: string): BlobUpload {
  forgetOld(world)
  const found = pushesOf(world).uploads.get(id)
  if (found?.image !== image) throw registryRefusal(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry')
  return found
}

/** Takes a part of an upload. */
export function addPart(world: World, upload: BlobUpload, part: Uint8Array): void {
  upload.parts.push(part)
  upload.size += part.length
  upload.touchedAt = world.clock.callers.now()
}

/** Ends an upload, whatever has come of it. */
export function endUpload(world: World, { id }: BlobUpload): void {
  pushesOf(world).uploads.delete(id)
}

/** Bytes that may yet come. @param upload after what has come of it already */
export function roomFor(world: World, upload?: BlobUpload): number {
  const { uploads, waiting } = pushesOf(world)
  let held = 0
  for (const { size } of uploads.values()) held += size
  for (const blobs of waiting.values()) for (const { bytes } of blobs.values()) held += bytes.length
  return Math.max(0, Math.min(bounds.blob - (upload?.size ?? 0), bounds.waiting - held))
}

/** Keeps a blob until an image has it. @param digest hexadecimal */
export function keepBlob(world: World, image: string, digest: string, bytes: Uint8Array): void {
  const { waiting } = pushesOf(world)
  const blobs = waiting.get(image) ?? new Map<string, WaitingBlob>()
  waiting.set(image, blobs)
  blobs.set(digest, { bytes, touchedAt: world.clock.callers.now() })
}

/** A blob that waits for an image. */
export function waitingBlob(world: World, image: string, digest: string): Uint8Array | undefined {
  forgetOld(world)
  return pushesOf(world).waiting.get(image)?.get(digest)?.bytes
}

/** Lets go of blobs, which an image has now. */
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
