import { createHash } from 'node:crypto'
import { gzip, tar, toBytes } from './archive-writers.ts'
import { type FixtureFiles, type PackageFixture, plainFixture } from './package-fixture.ts'

/** What goes into {@link dockerImage}. */
export interface DockerImageOptions {
  /** Without host, for example `acme/api`. */
  name: string
  /** `latest` unless said otherwise. */
  tag?: string
  /** As Go calls it: `amd64` unless said otherwise. */
  architecture?: string
  labels?: Readonly<Record<string, string>>
  /** The files of its only layer, by path below the root. */
  files?: FixtureFiles
  /** `oci`, as current versions of `docker save` write too, unless said otherwise; `docker` is what older versions wrote. */
  layout?: 'oci' | 'docker'
}

/** Makes an image of one layer, in a tar archive. */
export function dockerImage(options: DockerImageOptions): PackageFixture {
  const { name, tag = 'latest', architecture = 'amd64', labels = {}, files = {}, layout = 'oci' } = options
  const layer = tar(files)
  const config = JSON.stringify({
    architecture,
    os: 'linux',
    config: { Labels: labels },
    rootfs: { type: 'layers', diff_ids: [`sha256:${sha256(layer)}`] },
  })
  const contents = layout === 'oci' ? ociLayout(config, layer, `${name}:${tag}`) : savedImage(config, layer, `${name}:${tag}`)
  return plainFixture('docker', `${name.replaceAll('/', '-')}-${tag}.tar`, tar(contents))
}

function ociLayout(config: string, layer: Uint8Array, reference: string): FixtureFiles {
  const packed = gzip(layer)
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: [descriptor('application/vnd.oci.image.layer.v1.tar+gzip', packed)],
  })
  const annotations = { 'io.containerd.image.name': `docker.io/${reference}` }
  const index = {
    schemaVersion: 2,
    manifests: [{ ...descriptor('application/vnd.oci.image.manifest.v1+json', manifest), annotations }],
  }
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify(index),
    ...Object.fromEntries([manifest, config, packed].map((blob) => [`blobs/sha256/${sha256(blob)}`, blob])),
  }
}

function savedImage(config: string, layer: Uint8Array, reference: string): FixtureFiles {
  const [configPath, layerPath] = [`${sha256(config)}.json`, `${sha256(layer)}/layer.tar`]
  return {
    [layerPath]: layer,
    [configPath]: config,
    'manifest.json': JSON.stringify([{ Config: configPath, RepoTags: [reference], Layers: [layerPath] }]),
  }
}

function descriptor(mediaType: string, content: string | Uint8Array) {
  return { mediaType, digest: `sha256:${sha256(content)}`, size: toBytes(content).length }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
