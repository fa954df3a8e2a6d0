import type { Package } from '@cloudsmith-sdk/client'
import { sha256Of } from '../text/bytes.ts'
import { imageDigest } from './image-digest.ts'
import { type OpenRegistry, openRegistry } from './open-registry.ts'
import type { ImagePlace, Registry } from './registry.ts'
import { RegistryError } from './registry-error.ts'

/**
 * Size of a manifest in bytes that every registry must accept; larger ones are refused. @see
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
 */
const largestManifest = 4 * 1024 * 1024

/** Manifests below one index, at most: an index that nests without end is not an image. */
const mostManifests = 1000

/** A manifest that an index names. */
export interface ImageRef {
  /** SHA-256 in hex: the version of its row. */
  readonly digest: string
  /** Whether it is an index itself. */
  readonly isIndex: boolean
}

/** The images that a manifest names, or why the registry did not return it. */
export type ImagesAnswer = { readonly images: readonly ImageRef[] } | { readonly refused: 'unknown' | 'denied' }

/** The fields of a package row that its images are found by. */
export type ImageRow = Pick<Package, 'namespace' | 'repository' | 'format' | 'name' | 'version'>

/**
 * Lists the images that an index names. For a multi-platform Docker image these are rows of their own: its platform images, attestations, and
 * nested indexes with what these name in turn. Empty for a single-platform image.
 *
 * The manifest is read from the registry by the digest in the row's version, and rejected unless it has that digest. Images that the index
 * names are listed even if the registry lacks them.
 *
 * @throws {RegistryError} the registry does not have the manifest (the row may not be an image), refuses it, or returns one that does not
 * match its digest
 * @throws {InvalidRequestError} the registry's address or credential is invalid
 */
export async function imagesOf(registry: Registry, row: ImageRow, signal?: AbortSignal): Promise<readonly ImageRef[]> {
  const open = openRegistry(registry)
  const top = imageDigest(row)
  const place = placeOf(row)
  const found = new Map<string, ImageRef>()
  const first = await namedBy(open, row, signal)
  if ('refused' in first) {
    const why = first.refused === 'denied' ? 'denies' : 'does not have'
    throw new RegistryError(`The registry ${why} the manifest of ${describe(row)}.`)
  }
  const left = [...first.images]
  for (let image = left.shift(); image !== undefined; image = left.shift()) {
    if (image.digest === top || found.has(image.digest)) continue
    found.set(image.digest, image)
    if (found.size > mostManifests) throw new RegistryError(`${describe(row)} lists more than ${mostManifests} images.`)
    if (!image.isIndex) continue
    const nested = await read(open, place, image.digest, signal)
    // A missing index is missing from the repository too, where the caller will notice.
    if ('images' in nested) left.push(...nested.images)
  }
  return [...found.values()]
}

/** The images that the manifest of a row names directly, from an open registry. A refusal is returned, not thrown. */
export async function namedBy(registry: OpenRegistry, row: ImageRow, signal?: AbortSignal): Promise<ImagesAnswer> {
  const digest = imageDigest(row)
  return digest === undefined ? { refused: 'unknown' } : await read(registry, placeOf(row), digest, signal)
}

const placeOf = ({ namespace, repository, name }: ImageRow): ImagePlace => ({
  owner: namespace,
  repo: repository,
  name: name ?? '',
})

/** The manifests that have a row's manifest as their subject, from an open registry. Empty if the registry has no referrers API. */
export async function aboutRow(registry: OpenRegistry, row: ImageRow, signal?: AbortSignal): Promise<readonly ImageRef[]> {
  const digest = imageDigest(row)
  const answer = digest === undefined ? undefined : await registry.referrers(placeOf(row), digest, signal)
  if (answer === undefined || 'refused' in answer) return []
  return parse(fewBytes(answer.bytes, `What is about ${describe(row)}`), `What is about ${describe(row)}`)
}

async function read(
  registry: OpenRegistry,
  place: ImagePlace,
  digest: string,
  signal: AbortSignal | undefined,
): Promise<ImagesAnswer> {
  const answer = await registry.manifest(place, digest, signal)
  if ('refused' in answer) return answer
  const what = `The manifest sha256:${digest} of ${place.owner}/${place.repo}/${place.name}`
  const seen = sha256Of(fewBytes(answer.bytes, what))
  if (seen !== digest)
    throw new RegistryError(`${what} arrived with other bytes, whose digest is sha256:${seen}, and was ignored.`)
  return { images: parse(answer.bytes, what) }
}

function fewBytes(bytes: Uint8Array, what: string): Uint8Array {
  if (bytes.length > largestManifest)
    throw new RegistryError(`${what} has ${bytes.length} bytes, which is too large for a manifest.`)
  return bytes
}

function parse(bytes: Uint8Array, what: string): ImageRef[] {
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RegistryError(`${what} is not JSON.`)
  }
  const { manifests = [] } = Object(content) as { manifests?: unknown }
  const images = Array.isArray(manifests) ? manifests.map(imageIn) : [undefined]
  if (images.every((image) => image !== undefined)) return images
  throw new RegistryError(`${what} cannot be followed: it must list images by their SHA-256.`)
}

/** The image of an entry of an index; undefined if the entry does not identify it by SHA-256. */
function imageIn(entry: unknown): ImageRef | undefined {
  const { digest, mediaType = '' } = Object(entry) as { digest?: unknown; mediaType?: unknown }
  const [, hex] = typeof digest === 'string' ? (/^sha256:([0-9a-f]{64})$/.exec(digest) ?? []) : []
  if (hex === undefined || typeof mediaType !== 'string') return undefined
  return { digest: hex, isIndex: /\.(index|manifest\.list)\./.test(mediaType) }
}

const describe = ({ namespace, repository, name, version }: ImageRow): string =>
  `${namespace}/${repository}/${name ?? ''} ${version ?? ''}`
