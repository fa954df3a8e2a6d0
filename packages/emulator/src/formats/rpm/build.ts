import { createHash } from 'node:crypto'
import { concat, gzip, toBytes } from '../../format/archive-writers.ts'
import type { FixtureFiles, PackageFixture, PackageOptions } from '../../format/package-fixture.ts'
import { cpio } from './cpio-writer.ts'
import { type RpmValue, rpmHeader } from './header-writer.ts'

/** Options of {@link rpmPackage}: the content of its header, and its distribution. */
export interface RpmPackageOptions extends PackageOptions {
  /** Default: `1`. */
  release?: string
  /** The epoch of the version. Default: none. */
  epoch?: number
  /** Default: `noarch`. */
  architecture?: string
  /** Name to comparison, for example `>= 2.17`; an empty text means any version. */
  requires?: Readonly<Record<string, string>>
  /** `distro/release`. Default: `any-distro/any-version`. */
  distribution?: string
}

const { int32, text, texts, translated, binary } = {
  int32: (...values: number[]): RpmValue => ({ type: 4, values }),
  text: (value: string): RpmValue => ({ type: 6, values: [value] }),
  texts: (values: readonly string[]): RpmValue => ({ type: 8, values }),
  translated: (value: string): RpmValue => ({ type: 9, values: [value] }),
  binary: (value: Uint8Array): RpmValue => ({ type: 7, values: [value] }),
}

const senses: Readonly<Record<string, number>> = { '<': 2, '>': 4, '=': 8, '<=': 10, '>=': 12 }

/** Builds an RPM package like `rpmbuild -bb`, but without a key's signature: lead, checksums, header, compressed cpio archive. */
export function rpmPackage(options: RpmPackageOptions): PackageFixture {
  const { name, version, release = '1', architecture = 'noarch', files = {} } = options
  const payload = cpio(inRoot(files))
  const packed = gzip(payload)
  const header = rpmHeader(63, headerValues(options))
  const body = concat([header, packed])
  const digest = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes)
  const signature = rpmHeader(62, {
    269: text(digest('sha1', header).digest('hex')),
    273: text(digest('sha256', header).digest('hex')),
    1000: int32(body.length),
    1004: binary(digest('md5', body).digest()),
    1007: int32(payload.length),
  })
  const padding = new Uint8Array(-signature.length & 7)
  return {
    format: 'rpm',
    filename: `${name}-${version}-${release}.${architecture}.rpm`,
    bytes: concat([lead(`${name}-${version}-${release}`), signature, padding, body]),
    fields: { distribution: options.distribution ?? 'any-distro/any-version' },
    extra: {},
  }
}

/** Obsolete except for its magic number and version; 5 means that a signature header follows. */
function lead(name: string): Uint8Array {
  const bytes = new Uint8Array(96)
  bytes.set([0xed, 0xab, 0xee, 0xdb, 3, 0, 0, 0, 0, 1])
  bytes.set(toBytes(name.slice(0, 65)), 10)
  bytes.set([0, 1, 0, 5], 76)
  return bytes
}

function headerValues(options: RpmPackageOptions): Record<number, RpmValue> {
  const { name, version, release = '1', epoch, architecture = 'noarch', license, description = name, files = {} } = options
  const paths = Object.keys(inRoot(files)).map((path) => path.slice(1))
  const folders = [...new Set(paths.map(folderOf))]
  const contents = Object.values(files).map(toBytes)
  const requires = Object.entries(options.requires ?? {}).map(([each, wanted]) => [each, ...wanted.trim().split(/\s+/)])
  return {
    1000: text(name),
    1001: text(version),
    1002: text(release),
    ...(epoch === undefined ? {} : { 1003: int32(epoch) }),
    1004: translated(description),
    1005: translated(description),
    ...(license === undefined ? {} : { 1014: text(license) }),
    1021: text('linux'),
    1022: text(architecture),
    1044: text(`${name}-${version}-${release}.src.rpm`),
    ...(paths.length === 0
      ? {}
      : {
          1028: int32(...contents.map((bytes) => bytes.length)),
          1030: { type: 3, values: paths.map(() => 0o100644) },
          1033: { type: 3, values: paths.map(() => 0) },
          1034: int32(...paths.map(() => 0)),
          1035: texts(contents.map((bytes) => createHash('md5').update(bytes).digest('hex'))),
          1036: texts(paths.map(() => '')),
          1037: int32(...paths.map(() => 0)),
          1039: texts(paths.map(() => 'root')),
          1040: texts(paths.map(() => 'root')),
          1116: int32(...paths.map((path) => folders.indexOf(folderOf(path)))),
          1117: texts(paths.map((path) => path.slice(folderOf(path).length))),
          1118: texts(folders),
        }),
    ...(requires.length === 0
      ? {}
      : {
          1048: int32(...requires.map(([, operator = '']) => senses[operator] ?? 0)),
          1049: texts(requires.map(([each = '']) => each)),
          1050: texts(requires.map(([, , wanted = '']) => wanted)),
        }),
    1124: text('cpio'),
    1125: text('gzip'),
  }
}

function inRoot(files: FixtureFiles): FixtureFiles {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`./${path}`, content]))
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}
