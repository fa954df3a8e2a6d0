import type { PackageFixture } from '../src/testing.ts'
import {
  agentSkill,
  alpinePackage,
  cargoCrate,
  cocoapodsPod,
  composerPackage,
  conanPackage,
  condaPackage,
  cranPackage,
  dartPackage,
  debPackage,
  debSource,
  dockerImage,
  genericFile,
  goModule,
  helmChart,
  hexPackage,
  huggingfaceModel,
  luarocksRock,
  mavenJar,
  mcpBundle,
  nixArchive,
  npmPackage,
  nugetPackage,
  nugetSymbols,
  p2Bundle,
  pythonWheel,
  rawFile,
  rpmPackage,
  rubyGem,
  swiftPackage,
  terraformModule,
  vagrantBox,
  vsxExtension,
} from '../src/testing.ts'

/** A package, and others that differ from it in one property each, by the name of the property. */
export interface Relatives {
  readonly base: PackageFixture
  /** Other packages, including those with another name or version. */
  readonly apart: Readonly<Record<string, PackageFixture>>
  /** The same package. */
  readonly same: Readonly<Record<string, PackageFixture>>
}

const named = (filename: string, fixture: PackageFixture): PackageFixture => ({ ...fixture, filename })
const asked = (fields: object, fixture: PackageFixture): PackageFixture => ({
  ...fixture,
  fields: { ...fixture.fields, ...fields },
})

type Coordinates = { name: string; version: string; files?: Readonly<Record<string, string>> }

/** The relatives in a format that has one package for each name and version. */
function plain(build: (coordinates: Coordinates) => PackageFixture, base: Coordinates, other: Coordinates): Relatives {
  const { name, version } = base
  const { filename } = build(base)
  return {
    base: build(base),
    apart: { name: build({ name: other.name, version }), version: build({ name, version: other.version }) },
    same: { 'file name': named(`renamed-${filename}`, build(base)), bytes: build({ ...base, files: { 'NEWS.md': 'new' } }) },
  }
}

const [one, two] = [
  { name: 'acme', version: '1.2.3' },
  { name: 'other', version: '1.2.4' },
]
const [first, second] = [
  { name: 'acme', version: '1.2.3-1' },
  { name: 'other', version: '1.2.4-1' },
]
/** apk only accepts a release with its `r`. */
const alpine = { ...first, version: '1.2.3-r1' }
const changed = { files: { 'NEWS.md': 'new' } }

const conan = (changes: object) => conanPackage({ ...one, ...changes })
const wheel = pythonWheel(one)
const provider = (stem: string, content = 'a') =>
  named(`terraform-provider-${stem}.zip`, terraformProvider(`terraform-provider-${stem.split('_', 1)[0]}`, content))

/** A provider, which is a zip archive like a module. */
function terraformProvider(program: string, content: string): PackageFixture {
  return { ...composerPackage({ ...one, files: { [program]: content } }), format: 'terraform' }
}

/** The relatives of a package of every format. */
export const relatives: Readonly<Record<string, Relatives>> = {
  alpine: {
    base: alpinePackage(alpine),
    apart: {
      name: alpinePackage({ ...alpine, name: 'other' }),
      version: alpinePackage({ ...alpine, version: '1.2.4-r1' }),
      distribution: asked({ distribution: 'alpine/v3.20' }, alpinePackage(alpine)),
      architectures: named(alpinePackage(alpine).filename, alpinePackage({ ...alpine, architecture: 'aarch64' })),
    },
    same: { 'file name': named('other.apk', alpinePackage(alpine)), bytes: alpinePackage({ ...alpine, ...changed }) },
  },
  cargo: plain(cargoCrate, one, two),
  cocoapods: plain(cocoapodsPod, one, two),
  composer: {
    ...plain(composerPackage, { ...one, name: 'acme/core' }, { ...two, name: 'acme/other' }),
    same: { case: composerPackage({ ...one, name: 'Acme/Core' }) },
  },
  conan: {
    base: conan({}),
    apart: {
      name: conan({ name: 'other' }),
      version: conan({ version: '1.2.4' }),
      'file name': named('conan_export.tgz', conan({})),
      architectures: conan({ architecture: 'armv8' }),
      channel: conan({ channel: 'testing' }),
      dependencies: conan({ requires: { zlib: '1.3.1' } }),
    },
    same: { bytes: conan({ files: { 'include/acme.h': 'new' } }) },
  },
  conda: {
    base: condaPackage(one),
    apart: {
      name: condaPackage({ ...one, name: 'other' }),
      version: condaPackage(two),
      'file name': condaPackage({ ...one, build: 'py312_0' }),
      architectures: condaPackage({ ...one, subdir: 'linux-64' }),
    },
    same: { bytes: condaPackage({ ...one, ...changed }) },
  },
  cran: {
    base: cranPackage(one),
    apart: {
      name: cranPackage({ ...one, name: 'other' }),
      version: cranPackage(two),
      'file name': named('acme_1.2.3_other.tar.gz', cranPackage(one)),
      architectures: cranPackage({ ...one, architecture: 'x86_64' }),
      'version of R': cranPackage({ ...one, rVersion: '4.4' }),
    },
    same: { bytes: cranPackage({ ...one, ...changed }) },
  },
  dart: plain(dartPackage, one, two),
  deb: {
    base: debPackage(first),
    apart: {
      name: debPackage({ ...first, name: 'other' }),
      version: debPackage(second),
      distribution: debPackage({ ...first, distribution: 'debian/bookworm' }),
      architectures: named(debPackage(first).filename, debPackage({ ...first, architecture: 'arm64' })),
      type: debSource({ ...first, architecture: 'all' }),
      component: debPackage({ ...first, component: 'contrib' }),
    },
    same: { 'file name': named('other.deb', debPackage(first)), bytes: debPackage({ ...first, ...changed }) },
  },
  docker: {
    base: dockerImage({ name: 'acme', tag: '1' }),
    apart: {
      name: dockerImage({ name: 'other', tag: '1' }),
      digest: dockerImage({ name: 'acme', tag: '1', ...changed }),
    },
    same: { 'file name': named('other.tar', dockerImage({ name: 'acme', tag: '1' })) },
  },
  generic: {
    base: genericFile({ ...one, filepath: 'tools/acme.bin', bytes: 'a' }),
    apart: {
      'file name': genericFile({ ...one, filepath: 'tools/other.bin', bytes: 'a' }),
      folder: genericFile({ ...one, filepath: 'other/acme.bin', bytes: 'a' }),
    },
    same: {
      name: genericFile({ ...one, name: 'other', filepath: 'tools/acme.bin', bytes: 'a' }),
      version: genericFile({ ...one, version: '2', filepath: 'tools/acme.bin', bytes: 'a' }),
      slashes: genericFile({ ...one, filepath: '/tools//acme.bin', bytes: 'a' }),
      bytes: genericFile({ ...one, filepath: 'tools/acme.bin', bytes: 'b' }),
    },
  },
  go: plain(goModule, { name: 'example.org/acme', version: 'v1.2.3' }, { name: 'example.org/other', version: 'v1.2.4' }),
  helm: plain(helmChart, one, two),
  hex: plain(hexPackage, one, two),
  huggingface: {
    base: huggingfaceModel(one),
    apart: {
      name: huggingfaceModel({ ...one, name: 'other' }),
      version: huggingfaceModel(two),
      'file name': named('acme-1.2.3.safetensors', huggingfaceModel(one)),
    },
    same: { bytes: huggingfaceModel({ ...one, ...changed }) },
  },
  luarocks: {
    base: luarocksRock(first),
    apart: {
      name: luarocksRock({ ...first, name: 'other' }),
      version: luarocksRock(second),
      'file name': named('other.src.rock', luarocksRock(first)),
      architectures: named('acme-1.2.3-1.all.rock', luarocksRock(first)),
    },
    same: { bytes: luarocksRock({ ...first, ...changed }) },
  },
  maven: {
    base: mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.2.3' }),
    apart: {
      name: mavenJar({ groupId: 'org.acme', artifactId: 'other', version: '1.2.3' }),
      version: mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.2.4' }),
      group: mavenJar({ groupId: 'org.other', artifactId: 'core', version: '1.2.3' }),
    },
    same: { bytes: mavenJar({ groupId: 'org.acme', artifactId: 'core', version: '1.2.3', ...changed }) },
  },
  mcp: plain(mcpBundle, one, two),
  nix: {
    base: nixArchive(one),
    apart: {
      name: nixArchive({ ...one, name: 'other' }),
      version: nixArchive(two),
      'file name': named('00000000000000000000000000000000.nar', nixArchive(one)),
    },
    same: { bytes: nixArchive({ ...one, content: 'new' }) },
  },
  npm: plain(npmPackage, one, two),
  nuget: {
    base: nugetPackage({ name: 'Acme.Core', version: '1.2.3' }),
    apart: {
      name: nugetPackage({ name: 'Acme.Other', version: '1.2.3' }),
      version: nugetPackage({ name: 'Acme.Core', version: '1.2.3-beta' }),
      extension: nugetSymbols({ name: 'Acme.Core', version: '1.2.3' }),
    },
    same: {
      case: nugetPackage({ name: 'acme.core', version: '1.2.3' }),
      zero: nugetPackage({ name: 'Acme.Core', version: '1.2.3.0' }),
      build: nugetPackage({ name: 'Acme.Core', version: '1.2.3+b' }),
      'file name': named('OTHER.NUPKG', nugetPackage({ name: 'Acme.Core', version: '1.2.3' })),
    },
  },
  p2: {
    base: p2Bundle(one),
    apart: {
      name: p2Bundle({ ...one, name: 'other' }),
      version: p2Bundle(two),
      'file name': named('other.jar', p2Bundle(one)),
    },
    same: { bytes: p2Bundle({ ...one, ...changed }) },
  },
  python: {
    base: wheel,
    apart: {
      name: pythonWheel({ ...one, name: 'other' }),
      version: pythonWheel(two),
      'file name': named('acme-1.2.3-cp312-cp312-linux_x86_64.whl', wheel),
    },
    same: {
      separators: named(wheel.filename, pythonWheel({ ...one, name: 'ACME' })),
      bytes: pythonWheel({ ...one, ...changed }),
    },
  },
  raw: {
    base: rawFile({ ...one, bytes: 'a', filename: 'acme.bin' }),
    apart: {
      name: rawFile({ ...one, bytes: 'a', filename: 'acme.bin', name: 'other' }),
      version: rawFile({ ...one, bytes: 'a', filename: 'acme.bin', version: '2' }),
      'file name': rawFile({ ...one, bytes: 'a', filename: 'other.bin' }),
    },
    same: { bytes: rawFile({ ...one, bytes: 'b', filename: 'acme.bin' }) },
  },
  rpm: {
    base: rpmPackage(one),
    apart: {
      name: rpmPackage({ ...one, name: 'other' }),
      version: rpmPackage(two),
      distribution: rpmPackage({ ...one, distribution: 'fedora/42' }),
      architectures: named(rpmPackage(one).filename, rpmPackage({ ...one, architecture: 'aarch64' })),
      type: named('acme-1.2.3-1.src.rpm', rpmPackage(one)),
    },
    same: { 'file name': named('other.rpm', rpmPackage(one)), bytes: rpmPackage({ ...one, ...changed }) },
  },
  ruby: {
    base: rubyGem(one),
    apart: {
      name: rubyGem({ ...one, name: 'other' }),
      version: rubyGem(two),
      'file name': named('other.gem', rubyGem(one)),
      architectures: rubyGem({ ...one, platform: 'x86_64-linux' }),
    },
    same: { bytes: rubyGem({ ...one, ...changed }) },
  },
  skills: plain(agentSkill, one, two),
  swift: {
    base: swiftPackage({ ...one, scope: 'acme' }),
    apart: {
      name: swiftPackage({ ...one, scope: 'acme', name: 'other' }),
      version: swiftPackage({ ...two, scope: 'acme', name: 'acme' }),
      scope: swiftPackage({ ...one, scope: 'other' }),
    },
    same: {
      'file name': named('other.zip', swiftPackage({ ...one, scope: 'acme' })),
      bytes: swiftPackage({ ...one, scope: 'acme', ...changed }),
    },
  },
  terraform: {
    base: provider('acme_1.2.3_linux_amd64'),
    apart: {
      name: provider('other_1.2.3_linux_amd64'),
      version: provider('acme_1.2.4_linux_amd64'),
      architectures: provider('acme_1.2.3_darwin_arm64'),
      module: terraformModule(one),
    },
    same: { bytes: provider('acme_1.2.3_linux_amd64', 'b') },
  },
  vagrant: {
    base: vagrantBox(one),
    apart: {
      name: asked({ name: 'acme/other' }, vagrantBox(one)),
      version: asked({ version: '2' }, vagrantBox(one)),
      'file name': named('other.box', vagrantBox(one)),
      architectures: vagrantBox({ ...one, files: { 'metadata.json': '{"provider": "virtualbox", "architecture": "arm64"}' } }),
      provider: vagrantBox({ ...one, provider: 'libvirt' }),
    },
    same: { bytes: vagrantBox({ ...one, ...changed }) },
  },
  vsx: {
    base: vsxExtension(one),
    apart: {
      name: vsxExtension({ ...one, publisher: 'other' }),
      version: vsxExtension(two),
      'file name': named('other.vsix', vsxExtension(one)),
      architectures: named(vsxExtension(one).filename, vsxExtension({ ...one, platform: 'linux-x64' })),
    },
    same: { bytes: vsxExtension({ ...one, ...changed }) },
  },
}
