import type { PackageFixture } from '../format/package-fixture.ts'
import { alpinePackage } from '../formats/alpine/build.ts'
import { cargoCrate } from '../formats/cargo/build.ts'
import { composerPackage } from '../formats/composer/build.ts'
import { cranPackage } from '../formats/cran/build.ts'
import { dartPackage } from '../formats/dart/build.ts'
import { debPackage } from '../formats/deb/build.ts'
import { goModule } from '../formats/go/build.ts'
import { helmChart } from '../formats/helm/build.ts'
import { hexPackage } from '../formats/hex/build.ts'
import { luarocksRock } from '../formats/luarocks/build.ts'
import { mavenJar } from '../formats/maven/build.ts'
import { npmPackage } from '../formats/npm/build.ts'
import { nugetPackage } from '../formats/nuget/build.ts'
import { pythonWheel } from '../formats/python/build.ts'
import { rawFile } from '../formats/raw/build.ts'
import { rpmPackage } from '../formats/rpm/build.ts'
import { rubyGem } from '../formats/ruby/build.ts'

/** What a package is made of that no file is given for. */
export interface Made {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly description?: string
  /** Goes into the package as a file `content.txt`. */
  readonly content?: string
}

/** Makers of packages by format. */
export const makers: Readonly<Record<string, (made: Made) => PackageFixture>> = {
  alpine: (made) => alpinePackage(optionsOf(made)),
  cargo: (made) => cargoCrate(optionsOf(made)),
  composer: (made) => composerPackage(optionsOf(made)),
  cran: (made) => cranPackage(optionsOf(made)),
  dart: (made) => dartPackage(optionsOf(made)),
  deb: (made) => debPackage(optionsOf(made)),
  go: (made) => goModule(optionsOf(made)),
  helm: (made) => helmChart(optionsOf(made)),
  hex: (made) => hexPackage(optionsOf(made)),
  luarocks: (made) => luarocksRock(optionsOf(made)),
  npm: (made) => npmPackage(optionsOf(made)),
  nuget: (made) => nugetPackage(optionsOf(made)),
  python: (made) => pythonWheel(optionsOf(made)),
  rpm: (made) => rpmPackage(optionsOf(made)),
  ruby: (made) => rubyGem(optionsOf(made)),
  maven(made) {
    const { name, ...rest } = optionsOf(made)
    const [groupId = name, artifactId = name] = name.split(':')
    return mavenJar({ groupId, artifactId, ...rest })
  },
  raw({ name, version, content = `${name} ${version}\n`, description }) {
    const filename = `${name.replaceAll('/', '-')}-${version}.bin`
    return rawFile({ bytes: content, filename, name, version, ...(description !== undefined && { description }) })
  },
}

function optionsOf({ content, ...rest }: Made) {
  return { ...rest, ...(content !== undefined && { files: { 'content.txt': content } }) }
}
