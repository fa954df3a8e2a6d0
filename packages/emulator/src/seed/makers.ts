import type { PackageFixture } from '../formats/package-fixture.ts'
import { alpinePackage } from '../testing/alpine-package.ts'
import { cargoCrate } from '../testing/cargo-crate.ts'
import { composerPackage } from '../testing/composer-package.ts'
import { cranPackage } from '../testing/cran-package.ts'
import { dartPackage } from '../testing/dart-package.ts'
import { debPackage } from '../testing/deb-package.ts'
import { goModule } from '../testing/go-module.ts'
import { helmChart } from '../testing/helm-chart.ts'
import { hexPackage } from '../testing/hex-package.ts'
import { luarocksRock } from '../testing/luarocks-rock.ts'
import { mavenJar } from '../testing/maven-jar.ts'
import { npmPackage } from '../testing/npm-package.ts'
import { nugetPackage } from '../testing/nuget-package.ts'
import { pythonWheel } from '../testing/python-package.ts'
import { rawFile } from '../testing/raw-file.ts'
import { rpmPackage } from '../testing/rpm-package.ts'
import { rubyGem } from '../testing/ruby-gem.ts'

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
