import { createHash } from 'node:crypto'
import { gzip, tar, toBytes, zip } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture } from '../../format/package-fixture.ts'

/** Options of {@link pythonWheel} and {@link pythonSdist}: the content of their metadata. */
export interface PythonPackageOptions {
  name: string
  version: string
  /** An SPDX expression, written as `License-Expression`. */
  license?: string
  summary?: string
  description?: string
  /** Dependency specifiers, for example `urllib3>=1.26` or `pytest; extra == "test"`. */
  requires?: readonly string[]
  /** The Python versions that it supports, for example `>=3.9`. */
  requiresPython?: string
  /** Further files, by path inside the archive (for a source distribution: inside its folder). */
  files?: FixtureFiles
}

/** Builds a pure Python wheel (`py3-none-any`), with the checksums of its files in `RECORD`, so that pip can install it. */
export function pythonWheel(options: PythonPackageOptions): PackageFixture {
  const stem = archiveStem(options)
  const info = `${stem}.dist-info`
  const files: FixtureFiles = {
    ...options.files,
    [`${info}/METADATA`]: metadata(options),
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: fixture\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  }
  const record = [...Object.entries(files).map(recordLine), `${info}/RECORD,,`]
  return fixture(`${stem}-py3-none-any.whl`, zip({ ...files, [`${info}/RECORD`]: `${record.join('\n')}\n` }))
}

/** Builds a source distribution: a tarball with `PKG-INFO` in its top folder. */
export function pythonSdist(options: PythonPackageOptions): PackageFixture {
  const stem = archiveStem(options)
  const files: FixtureFiles = { 'PKG-INFO': metadata(options), ...options.files }
  const entries = Object.entries(files).map(([path, content]) => [`${stem}/${path}`, content] as const)
  return fixture(`${stem}.tar.gz`, gzip(tar(Object.fromEntries(entries))))
}

function fixture(filename: string, bytes: Uint8Array): PackageFixture {
  return { format: 'python', filename, bytes, fields: {}, extra: {} }
}

/** File names contain the normalised name with `_` in place of `-`, because `-` separates name and version. */
function archiveStem({ name, version }: PythonPackageOptions): string {
  return `${name.toLowerCase().replace(/[-_.]+/g, '_')}-${version}`
}

function metadata({ name, version, license, summary, description, requires = [], requiresPython }: PythonPackageOptions): string {
  const lines = [
    'Metadata-Version: 2.4',
    `Name: ${name}`,
    `Version: ${version}`,
    ...(summary === undefined ? [] : [`Summary: ${summary}`]),
    ...(license === undefined ? [] : [`License-Expression: ${license}`]),
    ...(requiresPython === undefined ? [] : [`Requires-Python: ${requiresPython}`]),
    ...requires.map((specifier) => `Requires-Dist: ${specifier}`),
  ]
  return `${lines.join('\n')}\n${description === undefined ? '' : `\n${description}\n`}`
}

function recordLine([path, content]: [string, string | Uint8Array]): string {
  const bytes = toBytes(content)
  return `${path},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`
}
