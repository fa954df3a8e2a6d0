import { createHash } from 'node:crypto'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import { type FixtureFiles, type PackageFixture, plainFixture } from '../../format/package-fixture.ts'

/** Options of {@link dockerImage}. */
export interface DockerImageOptions {
  /** Without a host, for example `acme/api`. */
  name: string
  /** Default: `latest`. */
  tag?: string
  /** In Go's notation. Default: `amd64`. */
  architecture?: string
  /** Labels of the image's configuration. */
  labels?: Readonly<Record<string, string>>
  /** The digest of the manifest that this one is about, `sha256:…`: for a signature, that of the signed image. */
  subject?: string
  /** The files of its only layer, by path below the root. */
  files?: FixtureFiles
  /** The layout of the archive: `oci`, which current versions of `docker save` write too, or `docker`, as written by older ones. Default: `oci`. */
  layout?: 'oci' | 'docker'
}

/** Builds an image with one layer, in a tar archive. */
export function dockerImage(options: DockerImageOptions): PackageFixture {
  const { name, tag = 'latest', layout = 'oci' } = options
  const contents = layout === 'oci' ? ociLayout(ociImage(options), `${name}:${tag}`) : savedImage(options, `${name}:${tag}`)
  return plainFixture('docker', archiveName(name, tag), tar(contents))
}

/** A manifest, and the blobs of its layout. */
export interface OciContent {
  readonly mediaType: string
  readonly manifest: string
  readonly blobs: readonly (string | Uint8Array)[]
}

/** Builds the manifest and blobs of an image. */
export function ociImage(options: DockerImageOptions): OciContent {
  const { config, layer } = partsOf(options)
  const packed = gzip(layer)
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar+gzip', packed)],
    ...(options.subject === undefined ? {} : { subject: { mediaType, digest: options.subject, size: 0 } }),
  })
  return { mediaType, manifest, blobs: [manifest, config, packed] }
}

/** The files of an OCI image layout with one reference. */
export function ociLayout({ mediaType, manifest, blobs }: OciContent, reference: string): FixtureFiles {
  const annotations = { 'io.containerd.image.name': `docker.io/${reference}` }
  const index = { schemaVersion: 2, manifests: [{ ...descriptor(mediaType, manifest), annotations }] }
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify(index),
    ...Object.fromEntries(blobs.map((blob) => [`blobs/sha256/${sha256(blob)}`, blob])),
  }
}

/** The reference of a manifest to something else. */
export function descriptor(mediaType: string, content: string | Uint8Array) {
  return { mediaType, digest: `sha256:${sha256(content)}`, size: toBytes(content).length }
}

/** The file name of an image. */
export function archiveName(name: string, tag: string): string {
  return `${name.replaceAll('/', '-')}-${tag}.tar`
}

function savedImage(options: DockerImageOptions, reference: string): FixtureFiles {
  const { config, layer } = partsOf(options)
  const [configPath, layerPath] = [`${sha256(config)}.json`, `${sha256(layer)}/layer.tar`]
  return {
    [layerPath]: layer,
    [configPath]: config,
    'manifest.json': JSON.stringify([{ Config: configPath, RepoTags: [reference], Layers: [layerPath] }]),
  }
}

function partsOf({ architecture = 'amd64', labels = {}, files = {} }: DockerImageOptions) {
  const layer = tar(files)
  const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] }
  return { layer, config: JSON.stringify({ architecture, os: 'linux', config: { Labels: labels }, rootfs }) }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
