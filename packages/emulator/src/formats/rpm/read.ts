import { createHash } from 'node:crypto'
import { required, UnreadableError } from '../../files/unreadable.ts'
import type { Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { type RpmHeader, readRpmHeader } from './header.ts'
import { relationTo, richDependencies } from './rich.ts'

const leadMagic = [0xed, 0xab, 0xee, 0xdb]
const leadSize = 96

/** Tags of the header with signatures, and of the main header. */
const signatureTags = { size: 1000, sha1: 269, sha256: 273, md5: 1004 }
const tags = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  summary: 1004,
  description: 1005,
  license: 1014,
  architecture: 1022,
  system: 1021,
  sourcePackage: 1044,
  basenames: 1117,
  payloadDigest: 5092,
  payloadDigestAlgorithm: 5093,
}

/** Digest algorithms by OpenPGP's numbers. */
const algorithms: Readonly<Record<number, string>> = { 1: 'md5', 2: 'sha1', 8: 'sha256', 9: 'sha384', 10: 'sha512', 11: 'sha224' }

/** The characters that rpmbuild allows. A hyphen in a version would be taken for part of the name in `name-version-release`. */
const [validName, validVersion] = [/^\w[\w.+-]*$/, /^[\w.+~^]+$/]

/**
 * The tags of names, flags and versions for each dependency type; values with the same position belong together. The API has no word for
 * `Supplements`, which is a stronger form of `Enhances`.
 */
const relationships: readonly (readonly [type: DependencyType, names: number, flags: number, versions: number])[] = [
  ['Requires', 1049, 1048, 1050],
  ['Provides', 1047, 1112, 1113],
  ['Conflicts', 1054, 1053, 1055],
  ['Obsoletes', 1090, 1114, 1115],
  ['Recommends', 5046, 5048, 5047],
  ['Suggests', 5049, 5051, 5050],
  ['Enhances', 5052, 5054, 5053],
  ['Enhances', 5055, 5057, 5056],
]

/** The requirements and conflicts of a source package apply when it is built. */
const ofSources: Partial<Record<DependencyType, DependencyType>> = { Requires: 'Build-Requires', Conflicts: 'Build-Conflicts' }

const flag = { less: 2, greater: 4, equal: 8 }

/**
 * Reads an RPM package: lead, signature header, header; the content of the payload is not read. The version is `[epoch:]version-release`, as for
 * Debian, and the parts are shown separately. Requirements on rpm itself (`rpmlib(…)`) are left out; the packages in a rich dependency are listed
 * separately.
 *
 * A package has to contain valid checksums of its header and its payload, because rpm refuses others.
 *
 * @see https://rpm-software-management.github.io/rpm/manual/format_v4.html
 */
export function readRpm({ file }: PackageUpload): Manifest {
  const { header } = openRpm(file.bytes)
  const text = (tag: number) => header.text(tag)?.trim() || undefined
  const [epoch] = header.numbers(tags.epoch)
  const name = required(text(tags.name), 'the name in the header')
  const version = required(text(tags.version), 'the version in the header')
  const release = required(text(tags.release), 'the release in the header')
  required(text(tags.system), 'the operating system in the header')
  if (!validName.test(name))
    throw new UnreadableError(`the name in the header is ${JSON.stringify(name)}: use letters, digits and -+._`)
  for (const part of [version, release]) {
    if (!validVersion.test(part))
      throw new UnreadableError(`the header has ${JSON.stringify(part)} in its version: use letters, digits and +._~^`)
  }
  const isSource = text(tags.sourcePackage) === undefined
  return {
    name,
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`,
    release,
    epoch,
    license: text(tags.license),
    summary: text(tags.summary),
    description: text(tags.description),
    architectures: [isSource ? 'src' : required(text(tags.architecture), 'the architecture in the header')],
    dependencies: relationships.flatMap(([type, ...columns]) =>
      dependencies(header, (isSource && ofSources[type]) || type, columns),
    ),
    identifiers: {},
    numFiles: header.texts(tags.basenames).length,
  }
}

/** Whether these bytes start like an RPM package. */
export function isRpm(bytes: Uint8Array): boolean {
  return leadMagic.every((byte, index) => bytes[index] === byte)
}

/**
 * Opens an RPM package: its header, and the compressed archive with its files.
 *
 * @throws {UnreadableError} if it is not an RPM package, truncated or damaged
 */
export function openRpm(bytes: Uint8Array): { header: RpmHeader; payload: Uint8Array } {
  if (!isRpm(bytes)) throw new UnreadableError('the file is not an RPM package')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < leadSize || ![3, 4].includes(view.getUint8(4)) || view.getUint16(78) !== 5)
    throw new UnreadableError('the lead of the RPM package is damaged, or that of another version than 3 and 4')
  const signature = readRpmHeader(bytes, leadSize)
  // The signature header is padded to a multiple of eight bytes from the start of the file.
  const start = Math.ceil(signature.end / 8) * 8
  const header = readRpmHeader(bytes, start)
  const [head, payload] = [bytes.subarray(start, header.end), bytes.subarray(header.end)]
  const [algorithm = 8] = header.numbers(tags.payloadDigestAlgorithm)
  const digests: readonly Digest[] = [
    { of: 'header', algorithm: 'sha256', sum: signature.text(signatureTags.sha256), bytes: head },
    { of: 'header', algorithm: 'sha1', sum: signature.text(signatureTags.sha1), bytes: head },
    { of: 'payload', algorithm: algorithms[algorithm] ?? 'sha256', sum: header.texts(tags.payloadDigest)[0], bytes: payload },
    { of: 'package', algorithm: 'md5', sum: signature.hex(signatureTags.md5), bytes: bytes.subarray(start) },
  ]
  const [size = 0] = signature.numbers(signatureTags.size)
  verify(digests, start + size > bytes.length)
  return { header, payload }
}

interface Digest {
  of: 'header' | 'payload' | 'package'
  algorithm: string
  sum: string | undefined
  bytes: Uint8Array
}

function verify(digests: readonly Digest[], isShort: boolean): void {
  const given = digests.filter(({ sum }) => sum !== undefined)
  for (const part of ['header', 'payload'] as const) {
    const isCovered = given.some(({ of }) => of === part || of === 'package')
    if (!isCovered) throw new UnreadableError(`the RPM package has no checksum of its ${part}: build it with rpm 4 or later`)
  }
  for (const { of, algorithm, sum, bytes } of given) {
    if (createHash(algorithm).update(bytes).digest('hex') === sum) continue
    throw new UnreadableError(
      isShort ? 'the RPM package is cut short' : `the ${of} has another ${algorithm} than the RPM package says`,
    )
  }
}

function dependencies(
  header: RpmHeader,
  dep_type: DependencyType,
  [names = 0, flags = 0, versions = 0]: readonly number[],
): Dependency[] {
  const [senses, wanted] = [header.numbers(flags), header.texts(versions)]
  return header.texts(names).flatMap((name, index) => {
    if (name === '' || name.startsWith('rpmlib(')) return []
    if (name.startsWith('(')) return richDependencies(name).map((each) => ({ dep_type, ...each }))
    return [{ dep_type, ...relationTo(name, operatorOf(senses[index] ?? 0), wanted[index] ?? '') }]
  })
}

function operatorOf(sense: number): string {
  return `${sense & flag.less ? '<' : ''}${sense & flag.greater ? '>' : ''}${sense & flag.equal ? '=' : ''}`
}
