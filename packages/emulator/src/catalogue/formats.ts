/** What the emulator knows of a package format. */
export interface FormatInfo {
  readonly name: string
  readonly extensions: readonly string[]
  /** The service's number of the format. */
  readonly backendKind: number
  /** The service looks for known vulnerabilities. */
  readonly isScannable?: true
  /** Licence policies do not look at it. */
  readonly hasNoLicense?: true
  /** Packages belong to a release of a distribution. */
  readonly hasDistributions?: true
  /** Many files may share a name and version, so the file name is part of a package's identity. */
  readonly isPerFile?: true
}

/** The formats that have an upload endpoint. @see docs/service.md#formats */
export const formats: Readonly<Record<string, FormatInfo>> = {
  alpine: { name: 'Alpine', extensions: ['.apk'], backendKind: 13, hasDistributions: true },
  cargo: { name: 'Cargo', extensions: ['.crate'], backendKind: 16, isScannable: true },
  cocoapods: { name: 'CocoaPods', extensions: ['.zip', '.tar.gz'], backendKind: 21 },
  composer: { name: 'Composer', extensions: ['.zip'], backendKind: 12, isScannable: true },
  conan: { name: 'Conan', extensions: ['.tgz'], backendKind: 15, isScannable: true, isPerFile: true },
  conda: { name: 'Conda', extensions: ['.conda', '.tar.bz2'], backendKind: 24, isPerFile: true },
  cran: { name: 'CRAN', extensions: ['.tar.gz', '.tgz', '.zip'], backendKind: 18, isPerFile: true },
  dart: { name: 'Dart', extensions: ['.tar.gz'], backendKind: 20, isScannable: true },
  deb: { name: 'Debian', extensions: ['.deb', '.dsc', '.udeb'], backendKind: 0, hasDistributions: true, hasNoLicense: true },
  docker: { name: 'Docker', extensions: [], backendKind: 6, isScannable: true, hasNoLicense: true },
  generic: { name: 'Generic', extensions: [], backendKind: 28, isPerFile: true },
  go: { name: 'Go', extensions: ['.zip'], backendKind: 19, isScannable: true },
  helm: { name: 'Helm', extensions: ['.tgz'], backendKind: 14 },
  hex: { name: 'Hex', extensions: ['.tar'], backendKind: 25, isScannable: true },
  huggingface: { name: 'Hugging Face', extensions: [], backendKind: 27, isPerFile: true },
  luarocks: { name: 'LuaRocks', extensions: ['.rock', '.rockspec'], backendKind: 17, isPerFile: true },
  maven: { name: 'Maven', extensions: ['.jar', '.war', '.ear', '.aar', '.pom'], backendKind: 4, isScannable: true },
  mcp: { name: 'MCP', extensions: [], backendKind: 30 },
  nix: { name: 'Nix', extensions: ['.nar', '.nar.xz'], backendKind: 31, isPerFile: true },
  npm: { name: 'npm', extensions: ['.tgz'], backendKind: 9, isScannable: true },
  nuget: { name: 'NuGet', extensions: ['.nupkg'], backendKind: 10, isScannable: true },
  p2: { name: 'P2', extensions: ['.jar', '.zip'], backendKind: 23, isPerFile: true },
  python: { name: 'Python', extensions: ['.whl', '.tar.gz', '.egg', '.zip'], backendKind: 3, isScannable: true, isPerFile: true },
  raw: { name: 'Raw', extensions: [], backendKind: 7, isPerFile: true },
  rpm: { name: 'RedHat', extensions: ['.rpm'], backendKind: 1, hasDistributions: true },
  ruby: { name: 'Ruby', extensions: ['.gem'], backendKind: 2, isScannable: true, isPerFile: true },
  swift: { name: 'Swift', extensions: ['.zip'], backendKind: 26, isScannable: true },
  terraform: { name: 'Terraform', extensions: ['.zip', '.tgz'], backendKind: 22, hasNoLicense: true },
  vagrant: { name: 'Vagrant', extensions: ['.box'], backendKind: 11, hasNoLicense: true, isPerFile: true },
  vsx: { name: 'VS Code extensions', extensions: ['.vsix'], backendKind: 29, isPerFile: true },
}

/** What is known of a format. Unknown ones are like raw files. */
export function formatInfo(format: string): FormatInfo {
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined
  return found ?? { name: format, extensions: [], backendKind: 99 }
}
