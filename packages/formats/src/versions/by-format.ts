import { alpine } from './alpine.ts'
import { cargo } from './cargo.ts'
import { composer } from './composer.ts'
import { conan } from './conan.ts'
import { conda } from './conda.ts'
import { cran } from './cran.ts'
import { dart } from './dart.ts'
import { deb } from './deb.ts'
import { exactSemver } from './exact-semver.ts'
import { go } from './go.ts'
import { helm } from './helm.ts'
import { hex } from './hex.ts'
import { luarocks } from './luarocks.ts'
import { maven } from './maven.ts'
import { npm } from './npm.ts'
import { nuget } from './nuget.ts'
import { own } from './own.ts'
import { p2 } from './p2.ts'
import { python } from './python.ts'
import { rpm } from './rpm.ts'
import { ruby } from './ruby.ts'
import type { Scheme, VersionScheme } from './scheme.ts'
import { swift } from './swift.ts'
import { terraform } from './terraform.ts'

/** Without docker, generic, huggingface, nix, raw and skills, whose versions may be any text. */
const byFormat: Readonly<Record<string, Scheme>> = {
  alpine,
  cargo,
  cocoapods: ruby,
  composer,
  conan,
  conda,
  cran,
  dart,
  deb,
  go,
  helm,
  hex,
  luarocks,
  maven,
  mcp: exactSemver,
  npm,
  nuget,
  p2,
  python,
  rpm,
  ruby,
  swift,
  terraform,
  vagrant: ruby,
  vsx: exactSemver,
}

/** The scheme of a format, with what this package needs internally. */
export const schemeOf = (format: string): Scheme | undefined => own(byFormat, format)

/** The version scheme of a format; undefined if its versions have no known order, as for Docker images and generic files. */
export function versionScheme(format: string): VersionScheme | undefined {
  return schemeOf(format)
}
