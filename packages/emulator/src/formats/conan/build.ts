import { createHash } from 'node:crypto'
import { gzip, tar, toBytes } from '../../format/archive-writers.ts'
import type { PackageFixture, PackageOptions } from '../../format/package-fixture.ts'

/** Options of {@link conanPackage}: the content of its files. */
export interface ConanPackageOptions extends PackageOptions {
  /** Default: `x86_64`. */
  architecture?: string
  /** Required packages, name to version. */
  requires?: Readonly<Record<string, string>>
  /** Default: `stable`. */
  channel?: string
  /** The user that the channel belongs to. */
  prefix?: string
}

/** Builds a Conan binary package: the tarball, with its recipe, information and manifest as extra files. */
export function conanPackage(options: ConanPackageOptions): PackageFixture {
  const { name, version, license, description, architecture = 'x86_64', requires = {} } = options
  // A package made by `conan` is never empty.
  const files = options.files ?? { [`include/${name}.h`]: '' }
  const recipe = [
    'from conan import ConanFile\n',
    'class Recipe(ConanFile):',
    `    name = "${name}"`,
    `    version = "${version}"`,
    ...(license === undefined ? [] : [`    license = "${license}"`]),
    ...(description === undefined ? [] : [`    description = "${description}"`]),
  ]
  const required = Object.entries(requires).map((each) => each.join('/'))
  const info = `[settings]\narch=${architecture}\nos=Linux\n\n[requires]\n${required.join('\n')}\n`
  const contents = { 'conaninfo.txt': info, ...files }
  const sums = Object.entries(contents).map(
    ([path, content]) => `${path}: ${createHash('md5').update(toBytes(content)).digest('hex')}\n`,
  )
  const file = (filename: string, text: string) => ({ filename, bytes: toBytes(text) })
  return {
    format: 'conan',
    filename: 'conan_package.tgz',
    bytes: gzip(tar(files)),
    fields: {
      name,
      version,
      conan_channel: options.channel ?? 'stable',
      ...(options.prefix && { conan_prefix: options.prefix }),
    },
    extra: {
      info_file: file('conaninfo.txt', info),
      manifest_file: file('conanmanifest.txt', `0\n${sums.join('')}`),
      metadata_file: file('conanfile.py', `${recipe.join('\n')}\n`),
    },
  }
}
