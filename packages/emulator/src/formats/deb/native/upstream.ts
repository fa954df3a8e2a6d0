import { textAt } from '../../../files/tree.ts'
import type { NativeUpstream, UpstreamPackage, UpstreamSource } from '../../../format/native-upstream.ts'
import { fieldsIn } from './fields.ts'
import { anyRelease } from './place.ts'
import { type Listed, listedIn, releaseAt } from './upstream-index.ts'

/** Finds packages in another repository, in the releases that the upstream's settings name. */
export const debUpstream: NativeUpstream = {
  list: (source, { name }) => packagesAt(source, name),
  all: (source) => packagesAt(source),
}

async function packagesAt(source: UpstreamSource, name?: string): Promise<UpstreamPackage[]> {
  const { distro_versions: distributions, upstream_distribution: elsewhere, component } = source.settings
  const components = (textAt(component) ?? 'main').split(/[\s,]+/).filter(Boolean)
  const wanted = Array.isArray(distributions) ? distributions.map(String) : []
  const found = await Promise.all(
    wanted.map(async (distribution) => {
      const [, release = anyRelease] = distribution.split('/')
      const listed = await listedAt(source, textAt(elsewhere) ?? release, components)
      return listed.filter((one) => name === undefined || one.name === name).flatMap((one) => packageOf(one, distribution))
    }),
  )
  return found.flat()
}

/** The packages in some components of a release. */
async function listedAt(source: UpstreamSource, release: string, components: readonly string[]): Promise<readonly Listed[]> {
  const told = await releaseAt(source, release)
  if (told === undefined) return []
  return (await Promise.all(components.map((component) => listedIn(source, told, component)))).flat()
}

function packageOf({ component, block }: Listed, distribution: string): UpstreamPackage[] {
  const fields = new Map(fieldsIn(block).map(({ name, text }) => [name.toLowerCase(), text.slice(name.length + 1).trim()]))
  const [name, version, path] = [fields.get('package'), fields.get('version'), fields.get('filename')]
  const filename = path?.split('/').at(-1)
  if (name === undefined || version === undefined || path === undefined || !filename) return []
  const size = fields.get('size')
  const checksums = {
    ...(size === undefined ? {} : { size: Number(size) }),
    md5: fields.get('md5sum'),
    sha1: fields.get('sha1'),
    sha256: fields.get('sha256'),
    sha512: fields.get('sha512'),
  }
  return [
    {
      name,
      version,
      files: [{ filename, url: path, checksums }],
      fields: { distribution, component },
      told: { block, architecture: fields.get('architecture') },
    },
  ]
}
