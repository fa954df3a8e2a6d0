import { createHash } from 'node:crypto'
import { formatInfo } from '../../catalogue/formats.ts'
import { readTar } from '../../files/archive.ts'
import { limitsOfWhole } from '../../files/limits.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { type ImageManifest, readManifest } from '../../formats/docker/manifest.ts'
import { primaryFile, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { manifestUnknown } from './errors.ts'

/** The content type of blobs: only manifests state more. */
export const blobType = 'application/octet-stream'

/** Something that a registry can serve. */
export interface Found {
  /** The image that it belongs to. */
  readonly image: PackageRecord
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** In hexadecimal. */
  readonly digest: string
}

/** @throws {Refusal} 404 for a manifest that no image has, or that is not part of its archive */
export async function findManifest(images: readonly PackageRecord[], reference: string): Promise<Found> {
  const image = imageAt(images, reference)
  const manifest = image && (await manifestOf(image))
  if (!image || !manifest) throw manifestUnknown()
  return { image, bytes: manifest.bytes, mediaType: manifest.mediaType, digest: versionOf(image.content) ?? '' }
}

/** Finds a blob of some images. @param digest hexadecimal */
export async function findBlob(images: readonly PackageRecord[], digest: string): Promise<Found | undefined> {
  for (const image of images) {
    const bytes = await blobOf(image, digest)
    if (bytes !== undefined) return { image, bytes, mediaType: blobType, digest }
  }
  return undefined
}

/** The image that a reference means: a digest, or a tag with which an image was pushed; the newest such image counts. */
export function imageAt(images: readonly PackageRecord[], reference: string): PackageRecord | undefined {
  const digest = hexOf(reference)
  return images.find((image) =>
    digest === undefined ? pushedTagsOf(image).includes(reference) : versionOf(image.content) === digest,
  )
}

/** The tags with which images were pushed, sorted. */
export const tagsOf = (images: readonly PackageRecord[]): string[] => [...new Set(images.flatMap(pushedTagsOf))].sort()

/** Includes `latest`, which the service otherwise sets automatically. */
export const pushedTagsOf = ({ content }: PackageRecord): string[] =>
  [formatInfo(content.format).fileTag?.(content)].flat().filter((tag) => typeof tag === 'string')

/** A manifest as it was pushed, with its parsed content. */
export interface KeptManifest extends ImageManifest {
  readonly bytes: Uint8Array
}

/** The manifest of an image; undefined if its archive has none, as written by older versions of `docker save`. */
export async function manifestOf(image: PackageRecord): Promise<KeptManifest | undefined> {
  const bytes = await blobOf(image, versionOf(image.content) ?? '')
  try {
    return bytes && { ...readManifest(bytes), bytes }
  } catch (error) {
    if (error instanceof UnreadableError) return undefined
    throw error
  }
}

/** A blob of an image layout; its digest proves that it is right. */
async function blobOf({ content }: PackageRecord, digest: string): Promise<Uint8Array | undefined> {
  const archive = primaryFile(content).blob?.bytes
  if (archive === undefined) return undefined
  const path = `blobs/sha256/${digest}`
  const wanted = (each: string) => each === path || each === 'index.json'
  const { files } = await readTar(archive, wanted, { limits: limitsOfWhole() })
  const blob = files.get(path)
  const isProved = blob !== undefined && createHash('sha256').update(blob).digest('hex') === digest
  return files.has('index.json') && isProved ? blob : undefined
}
