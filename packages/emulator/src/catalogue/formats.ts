import { readByFileName } from '../format/by-file-name.ts'
import type { Format } from '../format/format.ts'
import { alpine } from '../formats/alpine/index.ts'
import { cargo } from '../formats/cargo/index.ts'
import { cocoapods } from '../formats/cocoapods/index.ts'
import { composer } from '../formats/composer/index.ts'
import { conan } from '../formats/conan/index.ts'
import { conda } from '../formats/conda/index.ts'
import { cran } from '../formats/cran/index.ts'
import { dart } from '../formats/dart/index.ts'
import { deb } from '../formats/deb/index.ts'
import { docker } from '../formats/docker/index.ts'
import { generic } from '../formats/generic/index.ts'
import { go } from '../formats/go/index.ts'
import { helm } from '../formats/helm/index.ts'
import { hex } from '../formats/hex/index.ts'
import { huggingface } from '../formats/huggingface/index.ts'
import { luarocks } from '../formats/luarocks/index.ts'
import { maven } from '../formats/maven/index.ts'
import { mcp } from '../formats/mcp/index.ts'
import { nix } from '../formats/nix/index.ts'
import { npm } from '../formats/npm/index.ts'
import { nuget } from '../formats/nuget/index.ts'
import { p2 } from '../formats/p2/index.ts'
import { python } from '../formats/python/index.ts'
import { raw } from '../formats/raw/index.ts'
import { rpm } from '../formats/rpm/index.ts'
import { ruby } from '../formats/ruby/index.ts'
import { skills } from '../formats/skills/index.ts'
import { swift } from '../formats/swift/index.ts'
import { terraform } from '../formats/terraform/index.ts'
import { vagrant } from '../formats/vagrant/index.ts'
import { vsx } from '../formats/vsx/index.ts'

/** The formats with an upload endpoint, by slug. @see docs/service.md#formats */
export const formats: Readonly<Record<string, Format>> = {
  alpine,
  cargo,
  cocoapods,
  composer,
  conan,
  conda,
  cran,
  dart,
  deb,
  docker,
  generic,
  go,
  helm,
  hex,
  huggingface,
  luarocks,
  maven,
  mcp,
  nix,
  npm,
  nuget,
  p2,
  python,
  raw,
  rpm,
  ruby,
  skills,
  swift,
  terraform,
  vagrant,
  vsx,
}

/** Whether the service scans packages of a format for known vulnerabilities. */
export const isScannable = (format: string): boolean => formatInfo(format).isScannable === true

/** The description of a format. Unknown formats are treated like raw files. */
export function formatInfo(format: string): Format {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined
  return found ?? { name: format, extensions: [], backendKind: 99, read: readByFileName }
}
