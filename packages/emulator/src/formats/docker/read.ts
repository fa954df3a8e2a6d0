import { createHash } from 'node:crypto'
import { readTar } from '../../files/archive.ts'
import { decompress } from '../../files/compression.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { at, itemsAt, parseJsonTable, type Table, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/** Reads a file of the archive. @throws {UnreadableError} when it is not there */
type ReadFile = (path: string) => Promise<Uint8Array>

/** What either layout says of its image. */
interface Image {
  /** As in `docker pull`; of an OCI layout perhaps only the tag. */
  reference: string | undefined
  /** Of the manifest, or of the configuration where no manifest is kept: hexadecimal, without `sha256:`. */
  digest: string
  architectures: string[]
  layers: string[]
  labels: unknown
}

/**
 * Reads a Docker image out of a tar archive: what `docker save` writes, or an OCI image layout.
 *
 * The version is the digest, as for a pushed image: of the manifest, or of the configuration where the archive keeps no manifest (older
 * versions of `docker save`). The name is that of the image's reference without the registry's host, else the request's; the tag is
 * `identifiers.docker_tag`. Every digest that is followed is checked. An archive of several images is refused.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 * @see https://github.com/moby/docker-image-spec/blob/main/spec.md
 */
export async function readDocker(upload: PackageUpload): Promise<Manifest> {
  const bytes = await decompress(upload.file.bytes)
  const paths = new Set<string>()
  const { count } = await readTar(bytes, (path) => {
    paths.add(path)
    return false
  })
  const readFile: ReadFile = async (wanted) => {
    const file = (await readTar(bytes, (path) => path === wanted)).files.get(wanted)
    if (!file) throw new UnreadableError(`the archive has no ${wanted}`)
    return file
  }
  const image = paths.has('index.json') ? await readLayout(readFile) : await readSaved(readFile)
  const { name, tag } = parseReference(image.reference ?? '')
  return {
    name: required(name ?? textField(upload, 'name'), 'name (in the image’s reference or in the request)'),
    version: image.digest,
    license: textAt(image.labels, 'org.opencontainers.image.licenses'),
    summary: textAt(image.labels, 'org.opencontainers.image.title'),
    description: textAt(image.labels, 'org.opencontainers.image.description'),
    architectures: image.architectures,
    dependencies: [],
    identifiers: {
      docker_image_digest: `sha256:${image.digest}`,
      docker_layer_digest: image.layers.join(' '),
      ...(tag === undefined ? {} : { docker_tag: tag }),
    },
    numFiles: count,
  }
}

/** `index.json` names a manifest by its digest, or an index of one for each platform; a manifest names the configuration. */
async function readLayout(readFile: ReadFile): Promise<Image> {
  const [descriptor, ...others] = itemsAt(parseJsonTable(await readFile('index.json'), 'index.json'), 'manifests')
  if (descriptor === undefined || others.length > 0)
    throw new UnreadableError(`index.json has ${descriptor ? others.length + 1 : 0} images instead of one`)
  const { digest, content } = await readBlob(readFile, descriptor)
  const platforms = itemsAt(content, 'manifests').flatMap((each) => textAt(each, 'platform', 'architecture') ?? [])
  const config = content.config === undefined ? undefined : (await readBlob(readFile, content.config)).content
  return {
    reference:
      textAt(at(descriptor, 'annotations'), 'io.containerd.image.name') ??
      textAt(at(descriptor, 'annotations'), 'org.opencontainers.image.ref.name'),
    digest,
    // Attestations stand beside images as if they were for an unknown platform.
    architectures: config ? architecturesOf(config) : [...new Set(platforms)].filter((name) => name !== 'unknown'),
    layers: itemsAt(content, 'layers').flatMap((layer) => textAt(layer, 'digest') ?? []),
    labels: at(config, 'config', 'Labels'),
  }
}

/** `manifest.json` names the configuration by its path, which is its digest; it has the digests of the unpacked layers. */
async function readSaved(readFile: ReadFile): Promise<Image> {
  const images: unknown = JSON.parse(decodeUtf8(await readFile('manifest.json')))
  const [image, ...others] = itemsAt(images)
  if (image === undefined || others.length > 0)
    throw new UnreadableError(`manifest.json has ${image ? others.length + 1 : 0} images instead of one`)
  const path = required(textAt(image, 'Config'), 'manifest.json: Config')
  const bytes = await readFile(path)
  const digest = sha256(bytes)
  if (!path.includes(digest)) throw new UnreadableError(`${path} has another SHA-256 than its name says`)
  const config = parseJsonTable(bytes, path)
  return {
    reference: textsAt(image, 'RepoTags')[0],
    digest,
    architectures: architecturesOf(config),
    layers: textsAt(config, 'rootfs', 'diff_ids'),
    labels: at(config, 'config', 'Labels'),
  }
}

async function readBlob(readFile: ReadFile, descriptor: unknown): Promise<{ digest: string; content: Table }> {
  const [, digest] = /^sha256:([\da-f]{64})$/.exec(textAt(descriptor, 'digest') ?? '') ?? []
  if (!digest) throw new UnreadableError('the image layout has a descriptor without a SHA-256')
  const path = `blobs/sha256/${digest}`
  const bytes = await readFile(path)
  if (sha256(bytes) !== digest) throw new UnreadableError(`${path} has another SHA-256 than its name says`)
  return { digest, content: parseJsonTable(bytes, path) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function architecturesOf(config: Table): string[] {
  const architecture = textAt(config, 'architecture')
  return architecture ? [architecture] : []
}

/** `[host/]name:tag`, or a tag alone. Longer than 255 characters is neither. */
function parseReference(reference: string): { name: string | undefined; tag: string | undefined } {
  if (reference.length > 255) return { name: undefined, tag: undefined }
  const [, name, tag] = /^(?:(?:[^/.:]*[.:][^/]*|localhost)\/)?([^:@]+):([\w.-]+)$/.exec(reference) ?? []
  return name ? { name, tag } : { name: undefined, tag: /^[\w.-]+$/.exec(reference)?.[0] }
}
