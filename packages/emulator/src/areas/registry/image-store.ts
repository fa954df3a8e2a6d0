import { createHash } from 'node:crypto'
import { formatInfo } from '../../catalogue/formats.ts'
import { readTar } from '../../files/archive.ts'
import { limitsOfWhole } from '../../files/limits.ts'
import { itemsAt, parseJsonTable, textAt } from '../../files/tree.ts'
import { nameOf, primaryFile, versionOf } from '../../world/package.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import { registryRefusal } from './errors.ts'

/** The SHA-256 of a digest as it is written in references: `sha256:` and 64 hexadecimal digits. */
const digestPattern = /^sha256:([\da-f]{64})$/

/** The images of a name, the newest first. What is not synchronised is not there yet. */
export function imagesNamed({ packages }: RepositoryRecord, name: string): PackageRecord[] {
  return packages
    .byName(name)
    .filter(
      ({ content, sync }) => formatInfo(content.format).hasOwnRegistry && nameOf(content) === name && sync.state === 'completed',
    )
    .toSorted((a, b) => b.uploadedAt - a.uploadedAt)
}

/** Something that a registry gives out. */
export interface Found {
  /** What it belongs to. */
  readonly image: PackageRecord
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** Hexadecimal. */
  readonly digest: string
}

/** @throws {Refusal} 404 for a manifest that no image has, or that its archive does not keep */
export async function findManifest(images: readonly PackageRecord[], reference: string): Promise<Found> {
  const image = imageAt(images, reference)
  const manifest = image && (await manifestOf(image))
  if (!image || !manifest) throw registryRefusal(404, 'MANIFEST_UNKNOWN', 'manifest unknown to registry')
  return { image, ...manifest, digest: image.content.facts?.version ?? '' }
}

/** @throws {Refusal} 404 for a blob that no image has */
export async function findBlob(images: readonly PackageRecord[], reference: string): Promise<Found> {
  const digest = digestOf(reference)
  for (const image of digest === undefined ? [] : images) {
    const bytes = await blobOf(image, digest ?? '')
    if (bytes !== undefined) return { image, bytes, mediaType: 'application/octet-stream', digest: digest ?? '' }
  }
  throw registryRefusal(404, 'BLOB_UNKNOWN', 'blob unknown to registry')
}

/** The image that a reference means: a digest, or a tag that it was pushed with, which the newest image has. */
function imageAt(images: readonly PackageRecord[], reference: string): PackageRecord | undefined {
  const digest = digestOf(reference)
  return images.find(({ content }) =>
    digest === undefined
      ? [formatInfo(content.format).fileTag?.(content)].flat().includes(reference)
      : versionOf(content) === digest,
  )
}

/** The hexadecimal part of a digest; undefined for what is none. */
function digestOf(reference: string): string | undefined {
  return digestPattern.exec(reference)?.[1]
}

/** The manifest of an image with its media type; undefined for an archive that keeps none, as older versions of `docker save` wrote. */
async function manifestOf(image: PackageRecord): Promise<{ bytes: Uint8Array; mediaType: string } | undefined> {
  const bytes = await blobOf(image, versionOf(image.content) ?? '')
  if (bytes === undefined) return undefined
  const manifest = parseJsonTable(bytes, 'the manifest')
  const isIndex = itemsAt(manifest, 'manifests').length > 0
  const usual = `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`
  return { bytes, mediaType: textAt(manifest, 'mediaType') ?? usual }
}

/** A blob of an image layout, which its digest proves. */
async function blobOf({ content }: PackageRecord, digest: string): Promise<Uint8Array | undefined> {
  const archive = primaryFile(content).blob?.bytes
  if (archive === undefined) return undefined
  const path = `blobs/sha256/${digest}`
  const wanted = (each: string) => each === path || each === 'index.json'
  const { files } = await readTar(archive, wanted, { limits: limitsOfWhole() })
  const blob = files.get(path)
  const isProved = blob !== undefined && createHash('sha256').update(blob).digest('hex') === digest
  return files.has('index.json') && isProved ? new Uint8Array(blob) : undefined
}
