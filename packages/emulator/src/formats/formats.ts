/** What the emulator knows of a package format. */
export interface FormatInfo {
  readonly name: string
  readonly extensions: readonly string[]
  /** The service's number of the format. */
  readonly backendKind: number
  /** The service looks for known vulnerabilities. */
  readonly isScannable?: true
  /**
   * The OSV ecosystem that advisories for this format are filed under. A Docker image has none: the service scans what is in it.
   *
   * @see https://ossf.github.io/osv-schema/#defined-ecosystems
   */
  readonly ecosystem?: string
  /** Licence policies do not look at it. */
  readonly hasNoLicense?: true
  /** Packages belong to a release of a distribution. */
  readonly hasDistributions?: true
}

/** The formats that have an upload endpoint. @see docs/service.md#formats */
export const formats: Readonly<Record<string, FormatInfo>> = {
  alpine: { name: 'Alpine', extensions: ['.apk'], backendKind: 13, hasDistributions: true },
  cargo: { name: 'Cargo', extensions: ['.crate'], backendKind: 16, isScannable: true, ecosystem: 'crates.io' },
  cocoapods: { name: 'CocoaPods', extensions: ['.zip', '.tar.gz'], backendKind: 21 },
  composer: { name: 'Composer', extensions: ['.zip'], backendKind: 12, isScannable: true, ecosystem: 'Packagist' },
  conan: { name: 'Conan', extensions: ['.tgz'], backendKind: 15, isScannable: true, ecosystem: 'ConanCenter' },
  conda: { name: 'Conda', extensions: ['.conda', '.tar.bz2'], backendKind: 24 },
  cran: { name: 'CRAN', extensions: ['.tar.gz', '.tgz', '.zip'], backendKind: 18 },
  dart: { name: 'Dart', extensions: ['.tar.gz'], backendKind: 20, isScannable: true, ecosystem: 'Pub' },
  deb: { name: 'Debian', extensions: ['.deb', '.dsc', '.udeb'], backendKind: 0, hasDistributions: true, hasNoLicense: true },
  docker: { name: 'Docker', extensions: [], backendKind: 6, isScannable: true, hasNoLicense: true },
  generic: { name: 'Generic', extensions: [], backendKind: 28 },
  go: { name: 'Go', extensions: ['.zip'], backendKind: 19, isScannable: true, ecosystem: 'Go' },
  helm: { name: 'Helm', extensions: ['.tgz'], backendKind: 14 },
  hex: { name: 'Hex', extensions: ['.tar'], backendKind: 25, isScannable: true, ecosystem: 'Hex' },
  huggingface: { name: 'Hugging Face', extensions: [], backendKind: 27 },
  luarocks: { name: 'LuaRocks', extensions: ['.rock', '.rockspec'], backendKind: 17 },
  maven: {
    name: 'Maven',
    extensions: ['.jar', '.war', '.ear', '.aar', '.pom'],
    backendKind: 4,
    isScannable: true,
    ecosystem: 'Maven',
  },
  mcp: { name: 'MCP', extensions: [], backendKind: 30 },
  nix: { name: 'Nix', extensions: ['.nar', '.nar.xz'], backendKind: 31 },
  npm: { name: 'npm', extensions: ['.tgz'], backendKind: 9, isScannable: true, ecosystem: 'npm' },
  nuget: { name: 'NuGet', extensions: ['.nupkg'], backendKind: 10, isScannable: true, ecosystem: 'NuGet' },
  p2: { name: 'P2', extensions: ['.jar', '.zip'], backendKind: 23 },
  python: {
    name: 'Python',
    extensions: ['.whl', '.tar.gz', '.egg', '.zip'],
    backendKind: 3,
    isScannable: true,
    ecosystem: 'PyPI',
  },
  raw: { name: 'Raw', extensions: [], backendKind: 7 },
  rpm: { name: 'RedHat', extensions: ['.rpm'], backendKind: 1, hasDistributions: true },
  ruby: { name: 'Ruby', extensions: ['.gem'], backendKind: 2, isScannable: true, ecosystem: 'RubyGems' },
  skills: { name: 'AI Skills', extensions: ['.zip', '.tar.gz'], backendKind: 99 },
  swift: { name: 'Swift', extensions: ['.zip'], backendKind: 26, isScannable: true, ecosystem: 'SwiftURL' },
  terraform: { name: 'Terraform', extensions: ['.zip', '.tgz'], backendKind: 22, hasNoLicense: true },
  vagrant: { name: 'Vagrant', extensions: ['.box'], backendKind: 11, hasNoLicense: true },
  vsx: { name: 'VS Code extensions', extensions: ['.vsix'], backendKind: 29 },
}

/** Whether the service looks for known vulnerabilities in packages of a format. */
export const isScannable = (format: string): boolean => formatInfo(format).isScannable === true

/** What is known of a format. Unknown ones are like raw files. */
export function formatInfo(format: string): FormatInfo {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined
  return found ?? { name: format, extensions: [], backendKind: 99 }
}
