import { readByFileName } from './by-file-name.ts'
import { readDeb } from './deb.ts'
import { textField } from './fields.ts'
import { readMaven } from './maven.ts'
import { readNpm } from './npm.ts'
import { readNuget } from './nuget.ts'
import { readPython } from './python.ts'
import { readGeneric, readRaw } from './raw.ts'
import type { PackageUpload, Reader, Reading } from './types.ts'

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
  alpine: { read: readByFileName },
  cargo: { read: readByFileName, ecosystem: 'crates.io' },
  cocoapods: { read: readByFileName },
  composer: { read: readByFileName, ecosystem: 'Packagist' },
  conan: { read: readByFileName, ecosystem: 'ConanCenter' },
  conda: { read: readByFileName },
  cran: { read: readByFileName },
  dart: { read: readByFileName, ecosystem: 'Pub' },
  deb: { read: readDeb },
  docker: { read: readByFileName },
  generic: { read: readGeneric },
  go: { read: readByFileName, ecosystem: 'Go' },
  helm: { read: readByFileName },
  hex: { read: readByFileName, ecosystem: 'Hex' },
  huggingface: { read: readByFileName },
  luarocks: { read: readByFileName },
  maven: { read: readMaven, ecosystem: 'Maven' },
  mcp: { read: readByFileName },
  nix: { read: readByFileName },
  npm: { read: readNpm, ecosystem: 'npm' },
  nuget: { read: readNuget, ecosystem: 'NuGet' },
  p2: { read: readByFileName },
  python: { read: readPython, ecosystem: 'PyPI' },
  raw: { read: readRaw },
  rpm: { read: readByFileName },
  ruby: { read: readByFileName, ecosystem: 'RubyGems' },
  swift: { read: readByFileName, ecosystem: 'SwiftURL' },
  terraform: { read: readByFileName },
  vagrant: { read: readByFileName },
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
