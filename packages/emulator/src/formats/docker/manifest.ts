import { isTable, itemsAt, parseJsonTable, type Table, textAt } from '../../files/tree.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { hexOf } from './digest.ts'

/** The parsed content of a manifest or an index. */
export interface ImageManifest {
  readonly mediaType: string
  /** The type of artefact: as stated, else the type of its configuration. */
  readonly artifactType: string | undefined
  /** Digest of the manifest that it is about, such as the image of a signature. */
  readonly subject: string | undefined
  readonly annotations: Table | undefined
  /** Digests of configuration and layers in hexadecimal, without layers that are stored elsewhere. */
  readonly blobs: readonly string[]
  /** Digests of the manifests that an index refers to, in hexadecimal. */
  readonly manifests: readonly string[]
}

/** The media types of manifests that do not state theirs. */
const kinds = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
} as const

/**
 * Parses a manifest.
 *
 * @throws {UnreadableError} if it is not a manifest, or has digests other than SHA-256
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function readManifest(bytes: Uint8Array): ImageManifest {
  const content = parseJsonTable(bytes, 'the manifest')
  const isIndex = Array.isArray(content.manifests)
  if (content.schemaVersion !== 2 || (!isIndex && content.config === undefined))
    throw new UnreadableError('it is not a manifest of version 2, with a configuration or manifests')
  const layers = itemsAt(content, 'layers').filter((layer) => itemsAt(layer, 'urls').length === 0)
  const needed = content.config === undefined ? layers : [content.config, ...layers]
  const { annotations } = content
  return {
    mediaType: textAt(content, 'mediaType') ?? (isIndex ? kinds.index : kinds.manifest),
    artifactType: textAt(content, 'artifactType') || textAt(content, 'config', 'mediaType'),
    subject: textAt(content, 'subject', 'digest'),
    annotations: isTable(annotations) ? annotations : undefined,
    blobs: [...new Set(needed.map(digestIn))],
    manifests: [...new Set(itemsAt(content, 'manifests').map(digestIn))],
  }
}

function digestIn(descriptor: unknown): string {
  const hex = hexOf(textAt(descriptor, 'digest') ?? '')
  if (hex === undefined) throw new UnreadableError('it has a descriptor without a SHA-256')
  return hex
}
