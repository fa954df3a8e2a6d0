import { at, itemsAt, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { architecturesOf, type Image } from './image.ts'
import { jsonOf, type Parts, partOf, tableOf, unpackedSum } from './parts.ts'

/**
 * Reads the layout of older versions of `docker save`, which `skopeo` still writes: `manifest.json` refers to the configuration, usually by digest,
 * and to the layers; the configuration has the digests of the unpacked layers.
 *
 * @throws {UnreadableError} if it has several images, or a part is missing or does not match its digest
 * @see https://github.com/moby/docker-image-spec/blob/main/spec.md
 */
export async function readSaved(parts: Parts): Promise<Image> {
  const [image, ...others] = itemsAt(jsonOf(partOf(parts, 'manifest.json'), 'manifest.json'))
  if (image === undefined || others.length > 0)
    throw new UnreadableError(
      `manifest.json has ${image ? others.length + 1 : 0} images instead of one: save each in an archive of its own`,
    )
  const path = required(textAt(image, 'Config'), 'manifest.json: Config')
  const part = partOf(parts, path)
  const digest = part.sha256
  if (/[\da-f]{64}/.test(path) && !path.includes(digest))
    throw new UnreadableError(`${path} has another SHA-256 than its name says`)
  const config = tableOf(part, path)
  const layers = textsAt(config, 'rootfs', 'diff_ids')
  await checkLayers(parts, textsAt(image, 'Layers'), layers)
  return {
    references: textsAt(image, 'RepoTags'),
    digest,
    architectures: architecturesOf(config),
    layers,
    labels: at(config, 'config', 'Labels'),
  }
}

async function checkLayers(parts: Parts, paths: readonly string[], digests: readonly string[]): Promise<void> {
  if (paths.length !== digests.length)
    throw new UnreadableError(`manifest.json has ${paths.length} layers, and the configuration ${digests.length}`)
  const found = new Map<string, string>()
  for (const [index, path] of paths.entries()) {
    const part = parts.get(path)
    if (!part) continue
    const digest = found.get(path) ?? `sha256:${await unpackedSum(part)}`
    if (digest !== digests[index]) throw new UnreadableError(`${path} has another SHA-256 than the configuration says`)
    found.set(path, digest)
  }
  // If an image has a layer twice, the second one is a link.
  const there = new Set(found.values())
  const missing = digests.findIndex((digest) => !there.has(digest))
  if (missing >= 0) throw new UnreadableError(`the archive has no ${paths[missing]}`)
}
