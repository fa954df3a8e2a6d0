import { createHash } from 'node:crypto'
import { readFiles } from '../../catalogue/look-into.ts'
import type { Refusal } from '../../core/errors.ts'
import type { Reply } from '../../core/reply.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { imageArchive } from '../../formats/docker/archive.ts'
import { archiveName } from '../../formats/docker/build.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { type ImageManifest, readManifest } from '../../formats/docker/manifest.ts'
import { startSync } from '../synchronisation/synchronise.ts'
import { createPackage } from '../uploads/create.ts'
import { digestInvalid, registryRefusal } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { findBlob, imageAt } from './image-store.ts'
import { bounds, dropBlobs, imageKey, waitingBlob } from './pushes.ts'
import { readAtMost } from './read-at-most.ts'
import { imagesNamed, namedIn } from './sight.ts'
import { giveTag } from './tags.ts'

const format = 'docker'

/**
 * Accepts a manifest or an index, and creates a package from it and its blobs, which is synchronised, scanned and judged like any upload. If the
 * image exists already, it only gets the tag.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
 */
export async function pushManifest(call: ImageCall): Promise<Reply> {
  const { world, reader, request, route, address } = call
  const bytes = await readAtMost(request, bounds.manifest)
  const digest = createHash('sha256').update(bytes).digest('hex')
  const tag = tagIn(route.reference, digest)
  const manifest = readOrRefuse(bytes, request.headers.get('content-type'))
  const { repository, actor } = reader
  if (imageHere(call, digest) === undefined) {
    const blobs = await blobsOf(call, manifest)
    mustHaveManifests(call, manifest)
    const reference = tag === undefined ? undefined : `${route.name}:${tag}`
    const archive = await imageArchive({ mediaType: manifest.mediaType, manifest: bytes, digest, blobs, reference })
    const filename = archiveName(route.name, tag ?? digest.slice(0, 12))
    const fields = { name: route.name }
    const reading = await readFiles(format, { file: { filename, bytes: archive }, extra: {}, fields }, world.limits)
    if (!reading.ok) throw manifestInvalid(reading.reason)
    const blob = await world.blobs.take(archive)
    // The same image may have been pushed meanwhile.
    if (imageHere(call, digest) === undefined) {
      const facts = { ...reading.facts, name: route.name }
      const files = () => [{ field: 'package_file', filename, blob }]
      const pkg = createPackage(world, actor, { repository, format, fields, tags: [], facts: named(facts, tag) }, files)
      startSync(world, pkg, 'upload')
    }
    dropBlobs(world, imageKey(repository, route.name), manifest.blobs)
  }
  const image = imageHere(call, digest)
  if (image !== undefined && tag !== undefined) giveTag(image, tag, namedIn(repository, route.name))
  const subject = manifest.subject === undefined ? {} : { 'OCI-Subject': manifest.subject }
  const headers = { Location: `${address}/manifests/sha256:${digest}`, 'Docker-Content-Digest': `sha256:${digest}`, ...subject }
  return { status: 201, headers }
}

/** The image, if it is in the repository itself. */
function imageHere({ world, reader, route }: ImageCall, digest: string) {
  const own = imagesNamed(world, reader, route.name).filter(({ repository }) => repository === reader.repository)
  return imageAt(own, `sha256:${digest}`)
}

/** For images without a tag, the reader derives one from the file name, which is not a real one. */
function named<Facts extends { readonly identifiers: Readonly<Record<string, string>> }>(facts: Facts, tag: string | undefined) {
  const { docker_tag: _, ...identifiers } = facts.identifiers
  return { ...facts, identifiers: tag === undefined ? identifiers : { ...identifiers, docker_tag: tag } }
}

/** The tag of a push; undefined for a push by digest. @throws {Refusal} 400 if it is neither, or the digest does not match */
function tagIn(reference: string, digest: string): string | undefined {
  const hex = hexOf(reference)
  if (hex === digest) return undefined
  if (hex !== undefined || reference.includes(':')) throw digestInvalid(`the SHA-256 of what came is ${digest}`)
  if (!/^\w[\w.-]{0,127}$/.test(reference)) throw manifestInvalid('a tag has at most 128 letters, digits, dots and dashes')
  return reference
}

function readOrRefuse(bytes: Uint8Array, contentType: string | null): ImageManifest {
  try {
    const manifest = readManifest(bytes)
    const told = contentType?.split(';', 1)[0]?.trim()
    if (told !== undefined && told !== '' && told !== manifest.mediaType)
      throw manifestInvalid(`it says that it is ${manifest.mediaType}, but was sent as ${told}`)
    return manifest
  } catch (error) {
    throw error instanceof UnreadableError ? manifestInvalid(error.message) : error
  }
}

/** @throws {Refusal} 400 if a blob is missing */
async function blobsOf(call: ImageCall, manifest: ImageManifest): Promise<Map<string, Uint8Array>> {
  const { world, reader, route } = call
  const images = imagesNamed(world, reader, route.name)
  const found = new Map<string, Uint8Array>()
  for (const hex of manifest.blobs) {
    const waiting = waitingBlob(world, imageKey(reader.repository, route.name), hex)
    const bytes = waiting ?? (await findBlob(images, hex))?.bytes
    if (bytes === undefined) throw registryRefusal(400, 'MANIFEST_BLOB_UNKNOWN', `blob sha256:${hex} unknown to registry`)
    found.set(hex, bytes)
  }
  return found
}

/** @throws {Refusal} 400 if a manifest of the index is missing */
function mustHaveManifests({ world, reader, route }: ImageCall, { manifests }: ImageManifest): void {
  const images = imagesNamed(world, reader, route.name)
  const missing = manifests.find((hex) => imageAt(images, `sha256:${hex}`) === undefined)
  if (missing !== undefined) throw registryRefusal(400, 'MANIFEST_BLOB_UNKNOWN', `manifest sha256:${missing} unknown to registry`)
}

const manifestInvalid = (reason: string): Refusal => registryRefusal(400, 'MANIFEST_INVALID', `manifest invalid: ${reason}`)
