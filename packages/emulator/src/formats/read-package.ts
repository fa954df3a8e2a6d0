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
import { formatInfo } from './formats.ts'
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

/**
 * The readers of the formats that have an upload endpoint. A new one is a file beside this one and its name in this table.
 */
const readers: Readonly<Record<string, Reader>> = {
  alpine: readAlpine,
  cargo: readCargo,
  cocoapods: readCocoapods,
  composer: readComposer,
  conan: readConan,
  conda: readConda,
  cran: readCran,
  dart: readDart,
  deb: readDeb,
  docker: readDocker,
  generic: readGeneric,
  go: readGo,
  helm: readHelm,
  hex: readHex,
  huggingface: readByFileName,
  luarocks: readLuarocks,
  maven: readMaven,
  mcp: readByFileName,
  nix: readByFileName,
  npm: readNpm,
  nuget: readNuget,
  p2: readByFileName,
  python: readPython,
  raw: readRaw,
  rpm: readRpm,
  ruby: readRuby,
  skills: readByFileName,
  swift: readSwift,
  terraform: readTerraform,
  vagrant: readVagrant,
  vsx: readByFileName,
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
  const read = Object.hasOwn(readers, format) ? readers[format] : undefined
  if (!read) return { ok: false, reason: `${unreadableReason}: there is no format ${JSON.stringify(format)}` }
  try {
    const manifest = await read(upload)
    const { ecosystem } = formatInfo(format)
    const osv = ecosystem ? { ecosystem, osvName: manifest.osvName ?? manifest.name } : {}
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
