import { readAlpine } from './alpine.ts'
import { readByFileName } from './by-file-name.ts'
import { readCargo } from './cargo.ts'
import { readCocoapods } from './cocoapods.ts'
import { readComposer } from './composer.ts'
import { readConan } from './conan.ts'
import { readConda } from './conda.ts'
import { readCran } from './cran.ts'
import { readDart } from './dart.ts'
import { readDeb } from './deb.ts'
import { readDocker } from './docker.ts'
import { textField } from './fields.ts'
import { readGo } from './go.ts'
import { readHelm } from './helm.ts'
import { readHex } from './hex.ts'
import { readLuarocks } from './luarocks.ts'
import { readMaven } from './maven.ts'
import { readNpm } from './npm.ts'
import { readNuget } from './nuget.ts'
import { readPython } from './python.ts'
import { readGeneric, readRaw } from './raw.ts'
import { readRpm } from './rpm.ts'
import { readRuby } from './ruby.ts'
import { readSwift } from './swift.ts'
import { readTerraform } from './terraform.ts'
import type { PackageUpload, Reader, Reading } from './types.ts'
import { readVagrant } from './vagrant.ts'

interface Format {
  read: Reader
  /**
   * The OSV ecosystem that advisories for this format are filed under.
   *
   * @see https://ossf.github.io/osv-schema/#defined-ecosystems
   */
  ecosystem?: string
}

/**
 * The formats that have an upload endpoint. A new reader is a file beside this one and its name in this table.
 *
 * The service scans Docker images too, but for what is in them: an image itself has no advisories, so no ecosystem.
 */
const formats: Readonly<Record<string, Format>> = {
  alpine: { read: readAlpine },
  cargo: { read: readCargo, ecosystem: 'crates.io' },
  cocoapods: { read: readCocoapods },
  composer: { read: readComposer, ecosystem: 'Packagist' },
  conan: { read: readConan, ecosystem: 'ConanCenter' },
  conda: { read: readConda },
  cran: { read: readCran },
  dart: { read: readDart, ecosystem: 'Pub' },
  deb: { read: readDeb },
  docker: { read: readDocker },
  generic: { read: readGeneric },
  go: { read: readGo, ecosystem: 'Go' },
  helm: { read: readHelm },
  hex: { read: readHex, ecosystem: 'Hex' },
  huggingface: { read: readByFileName },
  luarocks: { read: readLuarocks },
  maven: { read: readMaven, ecosystem: 'Maven' },
  mcp: { read: readByFileName },
  nix: { read: readByFileName },
  npm: { read: readNpm, ecosystem: 'npm' },
  nuget: { read: readNuget, ecosystem: 'NuGet' },
  p2: { read: readByFileName },
  python: { read: readPython, ecosystem: 'PyPI' },
  raw: { read: readRaw },
  rpm: { read: readRpm },
  ruby: { read: readRuby, ecosystem: 'RubyGems' },
  swift: { read: readSwift, ecosystem: 'SwiftURL' },
  terraform: { read: readTerraform },
  vagrant: { read: readVagrant },
  vsx: { read: readByFileName },
}

/** How the service starts the reason of a sync that failed on the file's contents. */
export const unreadableReason = 'Could not parse metadata from the package'

/** Longest explanation after {@link unreadableReason}: parsers quote what they trip over. */
const longestExplanation = 300

/**
 * Reads name, version, licence, dependencies and the like out of a package file and the request that came with it.
 *
 * Never throws, whatever the bytes: a file that is not what the format demands gives a reason that starts with
 * {@link unreadableReason} and says what is wrong. Archives are read within limits and never written to disk.
 *
 * @param format the format's name as in the upload path, for example `npm`
 */
export async function readPackage(format: string, upload: PackageUpload): Promise<Reading> {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!known) return { ok: false, reason: `${unreadableReason}: there is no format ${JSON.stringify(format)}` }
  try {
    const manifest = await known.read(upload)
    const osv = known.ecosystem ? { ecosystem: known.ecosystem, osvName: manifest.osvName ?? manifest.name } : {}
    return { ok: true, facts: { ...manifest, ...osv, typeDisplay: typeDisplay(format, upload) } }
  } catch (error) {
    // Whatever a parser throws at untrusted bytes is a finding about the bytes.
    const explanation = error instanceof Error ? error.message : String(error)
    return { ok: false, reason: `${unreadableReason}: ${explanation.replace(/\s+/g, ' ').slice(0, longestExplanation)}` }
  }
}

/** `ubuntu/focal`, `image` and `file` are the values seen; formats beyond those samples count as files. */
function typeDisplay(format: string, upload: PackageUpload): string {
  return textField(upload, 'distribution') ?? (format === 'docker' ? 'image' : 'file')
}
