import { ok, type Reply } from '../../core/reply.ts'
import { hexOf } from '../../formats/docker/digest.ts'
import { nameOf, versionOf } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { digestInvalid, nameUnknown } from './errors.ts'
import type { ImageCall } from './image-call.ts'
import { manifestOf, tagsOf } from './image-store.ts'
import { imagesNamed } from './sight.ts'

const indexType = 'application/vnd.oci.image.index.v1+json'

/** A page of sorted names or tags: at most `n` after `last`, with a link to the rest. @param path the requested path */
export function page(query: URLSearchParams, path: string, all: readonly string[]): Pick<Reply, 'headers'> & { rows: string[] } {
  const [last, most] = [query.get('last'), query.get('n')]
  const rest = last === null ? [...all] : all.filter((one) => one > last)
  if (most === null || !/^\d{1,9}$/.test(most)) return { rows: rest }
  const rows = rest.slice(0, Number(most))
  const end = rows.at(-1)
  if (end === undefined || rows.length === rest.length) return { rows }
  return { rows, headers: { Link: `<${path}?n=${most}&last=${encodeURIComponent(end)}>; rel="next"` } }
}

/** Lists the tags of an image. @throws {Refusal} 404 if there is no such image */
export function listTags({ world, reader, route, query, address }: ImageCall): Reply {
  const images = imagesNamed(world, reader, route.name)
  if (images.length === 0) throw nameUnknown()
  const { rows, headers = {} } = page(query, `${address}/tags/list`, tagsOf(images))
  return { ...ok({ name: `${route.owner}/${route.repo}/${route.name}`, tags: rows }), headers }
}

/** Lists the names of images, as clients that pull them use them. @param prefix the text before them */
export function catalog(images: readonly PackageRecord[], prefix: string, query: URLSearchParams, path: string): Reply {
  const names = [...new Set(images.flatMap(({ content }) => nameOf(content) ?? []))].sort().map((name) => `${prefix}/${name}`)
  const { rows, headers = {} } = page(query, path, names)
  return { ...ok({ repositories: rows }), headers }
}

/**
 * Lists the manifests that refer to a manifest, such as its signatures, as an index, which may be empty.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 */
export async function referrers({ world, reader, route, query }: ImageCall): Promise<Reply> {
  const { reference: subject } = route
  if (hexOf(subject) === undefined) throw digestInvalid('a digest is sha256: and 64 hexadecimal digits')
  const wanted = query.get('artifactType')
  const manifests: unknown[] = []
  for (const image of imagesNamed(world, reader, route.name)) {
    const manifest = await manifestOf(image)
    if (manifest?.subject !== subject || (wanted !== null && manifest.artifactType !== wanted)) continue
    const { mediaType, artifactType, annotations, bytes } = manifest
    manifests.push({ mediaType, digest: `sha256:${versionOf(image.content)}`, size: bytes.length, artifactType, annotations })
  }
  const filtered = wanted === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }
  return {
    status: 200,
    raw: JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests }),
    headers: { 'Content-Type': indexType, ...filtered },
  }
}
