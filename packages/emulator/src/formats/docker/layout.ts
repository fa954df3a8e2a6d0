import { at, itemsAt, type Table, textAt } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { architecturesOf, type Image } from './image.ts'
import { jsonOf, type Part, type Parts, partOf, tableOf } from './parts.ts'

/**
 * Reads an OCI image layout. `index.json` refers by digest to a manifest, or to an index of manifests for platforms; a manifest refers to the
 * configuration and the layers. Images of an index may be missing, but those that are in the archive have to be complete.
 *
 * @throws {UnreadableError} if it has several images, or a part is missing or does not match its digest
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function readLayout(parts: Parts): Image {
  const descriptors = itemsAt(tableOf(partOf(parts, 'index.json'), 'index.json'), 'manifests')
  // An image that was saved with two tags is listed twice.
  const digests = new Set(descriptors.map((each) => textAt(each, 'digest')))
  const [descriptor] = descriptors
  if (descriptor === undefined || digests.size > 1)
    throw new UnreadableError(`index.json has ${digests.size} images instead of one: save each in an archive of its own`)
  const { digest, content } = manifestAt(parts, descriptor)
  const checked = new Set<string>()
  checkParts(parts, content, checked)
  checkTwin(parts, checked)
  const platforms = itemsAt(content, 'manifests').flatMap((each) => textAt(each, 'platform', 'architecture') ?? [])
  const config = isImageConfig(content.config) ? manifestAt(parts, content.config).content : undefined
  return {
    references: descriptors.flatMap(
      (each) =>
        textAt(at(each, 'annotations'), 'io.containerd.image.name') ??
        textAt(at(each, 'annotations'), 'org.opencontainers.image.ref.name') ??
        [],
    ),
    digest,
    // Attestations are listed like images for an unknown platform.
    architectures: config ? architecturesOf(config) : [...new Set(platforms)].filter((name) => name !== 'unknown'),
    layers: itemsAt(content, 'layers').flatMap((layer) => textAt(layer, 'digest') ?? []),
    labels: at(config, 'config', 'Labels'),
  }
}

/** Artefacts such as charts and signatures have other configurations, which may not be readable. */
function isImageConfig(descriptor: unknown): boolean {
  const mediaType = textAt(descriptor, 'mediaType')
  const kinds = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json']
  return descriptor !== undefined && (mediaType === undefined || kinds.includes(mediaType))
}

/** Current versions of `docker save` also write the old layout, in which older versions must find the same image. */
function checkTwin(parts: Parts, checked: ReadonlySet<string>): void {
  const twin = parts.get('manifest.json')
  for (const image of twin ? itemsAt(jsonOf(twin, 'manifest.json')) : []) {
    const config = textAt(image, 'Config') ?? 'an image without configuration'
    if (!checked.has(config)) throw new UnreadableError(`manifest.json has ${config}, to which index.json does not lead`)
  }
}

/** Checks each part once, however often it is referred to. */
function checkParts(parts: Parts, content: Table, checked: Set<string>): void {
  const isNew = (descriptor: unknown): boolean => {
    const path = pathOf(descriptor)
    if (checked.has(path)) return false
    checked.add(path)
    return true
  }
  // Layers with a URL of their own, as on Windows, are never part of an archive.
  const layers = itemsAt(content, 'layers').filter((layer) => itemsAt(layer, 'urls').length === 0)
  for (const blob of content.config === undefined ? layers : [...layers, content.config]) if (isNew(blob)) blobAt(parts, blob)
  for (const descriptor of itemsAt(content, 'manifests')) {
    if (parts.has(pathOf(descriptor)) && isNew(descriptor)) checkParts(parts, manifestAt(parts, descriptor).content, checked)
  }
}

function manifestAt(parts: Parts, descriptor: unknown): { digest: string; content: Table } {
  const part = blobAt(parts, descriptor)
  return { digest: part.sha256, content: tableOf(part, pathOf(descriptor)) }
}

function blobAt(parts: Parts, descriptor: unknown): Part {
  const path = pathOf(descriptor)
  const part = partOf(parts, path)
  if (!path.endsWith(part.sha256)) throw new UnreadableError(`${path} has another SHA-256 than its name says`)
  const size = at(descriptor, 'size')
  if (typeof size === 'number' && size !== part.size)
    throw new UnreadableError(`${path} has ${part.size} bytes, but ${size} according to its descriptor`)
  return part
}

function pathOf(descriptor: unknown): string {
  const [, digest] = /^sha256:([\da-f]{64})$/.exec(textAt(descriptor, 'digest') ?? '') ?? []
  if (!digest) throw new UnreadableError('the image layout has a descriptor without a SHA-256')
  return `blobs/sha256/${digest}`
}
