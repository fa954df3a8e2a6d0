import { joined, shared } from '../../core/memory.ts'
import { tarParts } from '../../format/archive-writers.ts'

/** A manifest, with all that has to lie beside it. */
export interface ImageParts {
  readonly mediaType: string
  readonly manifest: Uint8Array
  /** Of the manifest: hexadecimal. */
  readonly digest: string
  /** Configuration and layers, by the hexadecimal part of their digests. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
  /** Name and tag, where it has a tag. */
  readonly reference: string | undefined
}

/** Puts what came in parts, as by a push, into the archive that an upload would have been: an OCI image layout. */
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
