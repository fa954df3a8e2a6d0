import { textAt } from '../../files/tree.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import { noVersion, textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import type { Image } from './image.ts'
import { readLayout } from './layout.ts'
import { readParts } from './parts.ts'
import { parseReference, type Reference } from './reference.ts'
import { readSaved } from './saved.ts'

/**
 * Reads a Docker image from a tar archive: the output of `docker save` or `skopeo`, or an OCI image layout.
 *
 * The version is the digest of the manifest, as for a pushed image, or of the configuration if the archive has no manifest. The name is that of the
 * image's reference without the registry's host, else that of the request, else it comes from the file name. `identifiers.docker_tag` has the tags.
 * Every digest is checked.
 */
export async function readDocker(upload: PackageUpload): Promise<Manifest> {
  const { count, parts } = await readParts(upload.file.bytes)
  const image = parts.has('index.json') ? readLayout(parts) : await readSaved(parts)
  const { name, tags } = calledOf(image, upload)
  return {
    name,
    version: image.digest,
    license: textAt(image.labels, 'org.opencontainers.image.licenses'),
    summary: textAt(image.labels, 'org.opencontainers.image.title'),
    description: textAt(image.labels, 'org.opencontainers.image.description'),
    architectures: image.architectures,
    dependencies: [],
    identifiers: {
      docker_image_digest: `sha256:${image.digest}`,
      docker_layer_digest: image.layers.join(' '),
      ...(tags.length > 0 && { docker_tag: tags.join(' ') }),
    },
    numFiles: count,
  }
}

/** If there are several names, the tags of the first one count. */
function calledOf({ references }: Image, upload: PackageUpload): { name: string; tags: string[] } {
  const parsed = references.map(parseReference)
  const named = parsed.find(({ name }) => name !== undefined)?.name
  const tags = tagsOf(parsed.filter(({ name }) => name === named))
  const name = named ?? textField(upload, 'name')
  if (name !== undefined) return { name, tags }
  const told = readByFileName({ ...upload, fields: {} })
  const tag = told.version === noVersion ? [] : [told.version]
  return { name: told.name.toLowerCase(), tags: tags.length > 0 ? tags : tag }
}

const tagsOf = (references: readonly Reference[]): string[] => [...new Set(references.flatMap(({ tag }) => tag ?? []))]
