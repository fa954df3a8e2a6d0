import { tar } from '../../format/archive-writers.ts'
import { type PackageFixture, plainFixture } from '../../format/package-fixture.ts'
import { archiveName, type DockerImageOptions, descriptor, dockerImage, type OciContent, ociImage, ociLayout } from './build.ts'

/** Options of {@link dockerIndex}. */
export interface DockerIndexOptions {
  /** Without a host, for example `acme/api`. */
  name: string
  /** Default: `latest`. */
  tag?: string
  /** The options in which the images differ. Default: one for `amd64` and one for `arm64`. */
  images?: readonly Omit<DockerImageOptions, 'name' | 'layout'>[]
  /** Whether to put the images into a nested index that this one refers to. Default: false. */
  nested?: boolean
}

/**
 * Builds an image for several platforms, as a push creates it: an index (also called a manifest list), and everything that it refers to as separate
 * packages. In `images`, a nested index comes before the images of platforms.
 */
export function dockerIndex(options: DockerIndexOptions): { index: PackageFixture; images: PackageFixture[] } {
  const { name, tag = 'latest', nested = false } = options
  const platforms = options.images ?? [{ architecture: 'amd64' }, { architecture: 'arm64' }]
  const all = platforms.map((each, place): DockerImageOptions => ({ tag: `${tag}-${each.architecture ?? place}`, ...each, name }))
  const inner = indexOf(all.map((image) => ({ ...ociImage(image), architecture: image.architecture ?? 'amd64' })))
  const archive = (content: OciContent, as: string) =>
    plainFixture('docker', archiveName(name, as), tar(ociLayout(content, `${name}:${as}`)))
  const images = all.map(dockerImage)
  if (!nested) return { index: archive(inner, tag), images }
  const outer = indexOf([{ ...inner, architecture: platforms[0]?.architecture ?? 'amd64' }])
  return { index: archive(outer, tag), images: [archive(inner, `${tag}-inner`), ...images] }
}

function indexOf(contents: readonly (OciContent & { architecture: string })[]): OciContent {
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const manifests = contents.map(({ mediaType: kind, manifest, architecture }) => ({
    ...descriptor(kind, manifest),
    platform: { os: architecture === 'unknown' ? 'unknown' : 'linux', architecture },
  }))
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, manifests })
  return { mediaType, manifest, blobs: [manifest] }
}
