import { createHash } from 'node:crypto'
import { UnreadableError } from '../../../files/unreadable.ts'
import {
  type NativeUpstream,
  type UpstreamDownloads,
  type UpstreamPackage,
  UpstreamProblem,
  type UpstreamSource,
} from '../../../format/native-upstream.ts'
import { imageArchive } from '../archive.ts'
import { archiveName } from '../build.ts'
import { hexOf } from '../digest.ts'
import { type ImageManifest, readManifest } from '../manifest.ts'

/** A manifest of another registry. */
export interface UpstreamManifest extends ImageManifest {
  readonly bytes: Uint8Array
}

const mediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

/** Finds images at another registry by tag or digest. There is no use for listing all images of a name. */
export const dockerUpstream: NativeUpstream = {
  async list(source, { name, version: reference }) {
    // Anything but a tag or a digest would lead to another path.
    if (reference === undefined || !isReference(reference)) return []
    const image = addressOf(source, name)
    const answer = await source.get(`${image}/manifests/${reference}`, { Accept: mediaTypes.join(', ') })
    if (answer === undefined) return []
    const { bytes } = answer
    const digest = sha256(bytes)
    const told = [reference, answer.headers.get('docker-content-digest') ?? ''].flatMap((one) => hexOf(one) ?? [])
    if (told.some((one) => one !== digest))
      throw new UpstreamProblem(`${image}/manifests/${reference} is not what it was offered as: its SHA-256 is ${digest}.`)
    const manifest: UpstreamManifest = { ...manifestIn(bytes, image), bytes }
    const tag = hexOf(reference) === undefined ? reference : undefined
    const offered: UpstreamPackage = {
      name,
      version: digest,
      fields: { name },
      files: [
        {
          filename: archiveName(name, tag ?? digest.slice(0, 12)),
          url: `${image}/manifests/sha256:${digest}`,
          checksums: {},
          async make(from) {
            const blobs = new Map<string, Uint8Array>()
            for (const hex of manifest.blobs) blobs.set(hex, await blobAt(from, name, hex))
            const named = tag === undefined ? undefined : `${name}:${tag}`
            return imageArchive({ mediaType: manifest.mediaType, manifest: bytes, digest, blobs, reference: named })
          },
        },
      ],
      told: manifest,
    }
    return [offered]
  },
}

/** Fetches a blob of an image from another registry. @throws {UpstreamProblem} also if it does not match its digest */
export async function blobAt(source: UpstreamDownloads, name: string, hex: string): Promise<Uint8Array> {
  const url = `${addressOf(source, name)}/blobs/sha256:${hex}`
  const bytes = await source.download(url)
  const seen = sha256(bytes)
  if (seen !== hex) throw new UpstreamProblem(`${url} is not what it was offered as: its SHA-256 is ${seen}.`)
  return bytes
}

/** The location of an image: the protocol starts at the host, and the rest of the upstream's URL precedes the name. */
function addressOf({ url }: UpstreamSource, name: string): string {
  const { origin, hostname, pathname } = new URL(url)
  const before = pathname.split('/').filter((part, index) => part !== '' && !(part === 'v2' && index === 1))
  // Docker's own registry has its official images under another name than people use.
  const isOfficial = /(?:^|\.)docker\.io$/.test(hostname) && !name.includes('/')
  return [origin, 'v2', ...before, ...(isOfficial ? ['library'] : []), name].join('/')
}

function manifestIn(bytes: Uint8Array, image: string): ImageManifest {
  try {
    return readManifest(bytes)
  } catch (error) {
    if (error instanceof UnreadableError)
      throw new UpstreamProblem(`${image} has no manifest that can be read: ${error.message}.`)
    throw error
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const isReference = (text: string): boolean => /^\w[\w.-]{0,127}$|^sha256:[\da-f]{64}$/.test(text)
