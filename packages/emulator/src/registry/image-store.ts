import { createHash } from 'node:crypto'
import { readTar } from '../formats/archive.ts'
import { defaultLimits } from '../formats/limits.ts'
import { itemsAt, parseJsonTable, textAt } from '../formats/tree.ts'
import { nameOf, type PackageRecord, primaryFile, versionOf } from '../world/package.ts'
import type { RepositoryRecord } from '../world/repository.ts'

/** The SHA-256 of a digest as it is written in references: `sha256:` and 64 hexadecimal digits. */
const digestPattern = /^sha256:([\da-f]{64})$/

/** The images of a name, the newest first. What is not synchronised is not there yet. */
export function imagesNamed({ packages }: RepositoryRecord, name: string): PackageRecord[] {
  return packages
    .byName(name)
    .filter(({ content, sync }) => content.format === 'docker' && nameOf(content) === name && sync.state === 'completed')
    .toSorted((a, b) => b.uploadedAt - a.uploadedAt)
}

/** The image that a reference means: a digest, or the tag that it was pushed with, which the newest image has. */
export function imageAt(images: readonly PackageRecord[], reference: string): PackageRecord | undefined {
  const digest = digestOf(reference)
  return images.find(({ content }) =>
    digest === undefined ? content.facts?.identifiers.docker_tag === reference : versionOf(content) === digest,
  )
}

/** The hexadecimal part of a digest; undefined for what is none. */
export function digestOf(reference: string): string | undefined {
  return digestPattern.exec(reference)?.[1]
}

/** The manifest of an image with its media type; undefined for an archive that keeps none, as older versions of `docker save` wrote. */
export async function manifestOf(image: PackageRecord): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string } | undefined> {
  const bytes = await blobOf(image, versionOf(image.content) ?? '')
  if (bytes === undefined) return undefined
  const manifest = parseJsonTable(bytes, 'the manifest')
  const isIndex = itemsAt(manifest, 'manifests').length > 0
  const usual = `application/vnd.oci.image.${isIndex ? 'index' : 'manifest'}.v1+json`
  return { bytes, mediaType: textAt(manifest, 'mediaType') ?? usual }
}

/** A blob of an image layout, which its digest proves. */
export async function blobOf({ content }: PackageRecord, digest: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const archive = primaryFile(content).blob?.bytes
  if (archive === undefined) return undefined
  const path = `blobs/sha256/${digest}`
  const wanted = (each: string) => each === path || each === 'index.json'
  const { files } = await readTar(archive, wanted, { ...defaultLimits, wanted: defaultLimits.unpacked })
  const blob = files.get(path)
  const isProved = blob !== undefined && createHash('sha256').update(blob).digest('hex') === digest
  return files.has('index.json') && isProved ? new Uint8Array(blob) : undefined
}
