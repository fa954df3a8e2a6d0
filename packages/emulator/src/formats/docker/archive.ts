import { joined, shared } from '../../core/memory.ts'
import { tarParts } from '../../format/archive-writers.ts'

/** A manifest with everything that it refers to. */
export interface ImageParts {
  readonly mediaType: string
  readonly manifest: Uint8Array
  /** SHA-256 of the manifest in hexadecimal. */
  readonly digest: string
  /** Configuration and layers, by their digests in hexadecimal. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
  /** Name and tag, if it has a tag. */
  readonly reference: string | undefined
}

/** Creates the archive that an upload would have been from the parts of a push: an OCI image layout. */
export function imageArchive({ mediaType, manifest, digest, blobs, reference }: ImageParts): Promise<Uint8Array> {
  const annotations =
    reference === undefined ? {} : { annotations: { 'io.containerd.image.name': `docker.cloudsmith.io/${reference}` } }
  const descriptor = { mediaType, digest: `sha256:${digest}`, size: manifest.length, ...annotations }
  const files = {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }),
    [`blobs/sha256/${digest}`]: manifest,
    ...Object.fromEntries([...blobs].map(([hex, bytes]) => [`blobs/sha256/${hex}`, bytes])),
  }
  return joined(tarParts(files), shared)
}
