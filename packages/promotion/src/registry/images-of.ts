import type { Package } from '@cloudsmith-sdk/client'
import { sha256Of } from '../text/bytes.ts'
import { imageDigest } from './image-digest.ts'
import { type OpenRegistry, openRegistry } from './open-registry.ts'
import type { ImagePlace, Registry } from './registry.ts'
import { RegistryError } from './registry-error.ts'

/** The most bytes of a manifest that registries have to take. @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests */
const largestManifest = 4 * 1024 * 1024

/** The most manifests below one: an index that names indexes without an end is no image. */
const mostManifests = 1000

/** A manifest that an index names. */
export interface ImageRef {
  /** SHA-256 in hex: the version of its row. */
  readonly digest: string
  /** It is an index itself. */
  readonly isIndex: boolean
}

/** What the registry says of the images that a manifest names. */
export type ImagesAnswer = { readonly images: readonly ImageRef[] } | { readonly refused: 'unknown' | 'denied' }

/** The part of a row that its images are found by. */
export type ImageRow = Pick<Package, 'namespace' | 'repository' | 'format' | 'name' | 'version'>

/**
 * Reads which images an index names, which for a Docker image of several platforms are rows of their own: those of the platforms, of the
 * indexes that it names in turn and what these name, and attestations. Empty for an image of one platform.
 *
 * The manifest is read from the registry by the digest that is the row's version, and is believed only where it has that digest. What an
 * index names and the registry lacks is in the answer all the same.
 *
 * @throws {RegistryError} the registry has no such manifest (so for a row that is no image) or does not give it out, or it is not what its digest says
 * @throws {InvalidRequestError} the registry's address or credential cannot be one
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
    // One that is not there is missing from the repository too, which whoever asks will see.
    if ('images' in nested) left.push(...nested.images)
  }
  return [...found.values()]
}

/** What the manifest of a row names itself, in a registry that is open; a refusal is an answer. */
export async function namedBy(registry: OpenRegistry, row: ImageRow, signal?: AbortSignal): Promise<ImagesAnswer> {
  const digest = imageDigest(row)
  return digest === undefined ? { refused: 'unknown' } : await read(registry, placeOf(row), digest, signal)
}

const placeOf = ({ namespace, repository, name }: ImageRow): ImagePlace => ({
  owner: namespace,
  repo: repository,
  name: name ?? '',
})

/** What is about the manifest of a row, in a registry that is open: nothing where the registry tells of no such things. */
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
  if (bytes.length > largestManifest) throw new RegistryError(`${what} has ${bytes.length} bytes: that is not a manifest.`)
  return bytes
}

function parse(bytes: Uint8Array, what: string): ImageRef[] {
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new RegistryError(`${what} is no JSON.`)
  }
  const { manifests = [] } = Object(content) as { manifests?: unknown }
  const images = Array.isArray(manifests) ? manifests.map(imageIn) : [undefined]
  if (images.every((image) => image !== undefined)) return images
  throw new RegistryError(`${what} cannot be followed: it must list images by their SHA-256.`)
}

/** What an index says of an image; undefined where it does not name it by its SHA-256. */
function imageIn(entry: unknown): ImageRef | undefined {
  const { digest, mediaType = '' } = Object(entry) as { digest?: unknown; mediaType?: unknown }
  const [, hex] = typeof digest === 'string' ? (/^sha256:([0-9a-f]{64})$/.exec(digest) ?? []) : []
  if (hex === undefined || typeof mediaType !== 'string') return undefined
  return { digest: hex, isIndex: /\.(index|manifest\.list)\./.test(mediaType) }
}

const describe = ({ namespace, repository, name, version }: ImageRow): string =>
  `${namespace}/${repository}/${name ?? ''} ${version ?? ''}`
