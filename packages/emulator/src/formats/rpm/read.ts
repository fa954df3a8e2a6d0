import { createHash } from 'node:crypto'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import type { Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { type RpmHeader, readRpmHeader } from './header.ts'

const leadMagic = [0xed, 0xab, 0xee, 0xdb]
const leadSize = 96

/** Tags of the header before the signature and of the one after it. */
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
  sourcePackage: 1044,
  basenames: 1117,
}

/** For each kind of dependency the tags of names, flags and versions, which go together by position. */
const relationships: readonly (readonly [type: DependencyType, names: number, flags: number, versions: number])[] = [
  ['Requires', 1049, 1048, 1050],
  ['Provides', 1047, 1112, 1113],
  ['Conflicts', 1054, 1053, 1055],
  ['Replaces', 1090, 1114, 1115],
  ['Recommends', 5046, 5048, 5047],
  ['Suggests', 5049, 5051, 5050],
  ['Enhances', 5055, 5057, 5056],
]

const flag = { less: 2, greater: 4, equal: 8 }

/**
 * Reads an RPM package: lead, signature header, header; the payload only counts as bytes. The version is `[epoch:]version-release`, as
 * it is for Debian; the parts stand beside it. What rpm requires of itself (`rpmlib(…)`) is left out, and `Obsoletes` is `Replaces`.
 *
 * A package that is shorter than it says, or has another of the checksums that it holds, is damaged.
 *
 * @see https://rpm-software-management.github.io/rpm/manual/format_v4.html
 */
export function readRpm({ file }: PackageUpload): Manifest {
  const { header } = openRpm(file.bytes)
  const text = (tag: number) => header.texts(tag)[0]?.trim() || undefined
  const [epoch] = header.numbers(tags.epoch)
  const version = required(text(tags.version), 'the version in the header')
  const release = required(text(tags.release), 'the release in the header')
  const isSource = text(tags.sourcePackage) === undefined
  return {
    name: required(text(tags.name), 'the name in the header'),
    version: `${epoch === undefined ? '' : `${epoch}:`}${version}-${release}`,
    release,
    epoch,
    license: text(tags.license),
    summary: text(tags.summary),
    description: text(tags.description),
    architectures: [isSource ? 'src' : required(text(tags.architecture), 'the architecture in the header')],
    dependencies: relationships.flatMap(([type, ...columns]) => dependencies(header, type, columns)),
    identifiers: {},
    numFiles: header.texts(tags.basenames).length,
  }
}

/** Whether these bytes start as an RPM package does. */
export function isRpm(bytes: Uint8Array): boolean {
  return leadMagic.every((byte, index) => bytes[index] === byte)
}

/**
 * Takes an RPM package apart: its header, and the compressed archive with its files.
 *
 * @throws {UnreadableError} when it is none, cut short or damaged
 */
export function openRpm(bytes: Uint8Array): { header: RpmHeader; payload: Uint8Array } {
  if (!isRpm(bytes)) throw new UnreadableError('the file is no RPM package')
  const signature = readRpmHeader(bytes, leadSize)
  // The signature header is padded to whole eights, from the start of the file.
  const start = Math.ceil(signature.end / 8) * 8
  const [size] = signature.numbers(signatureTags.size)
  if (size !== undefined && start + size > bytes.length) throw new UnreadableError('the RPM package is cut short')

  const header = readRpmHeader(bytes, start)
  const digests = [
    ['sha256', signature.texts(signatureTags.sha256)[0], bytes.subarray(start, header.end)],
    ['sha1', signature.texts(signatureTags.sha1)[0], bytes.subarray(start, header.end)],
    ['md5', signature.hex(signatureTags.md5), bytes.subarray(start)],
  ] as const
  for (const [algorithm, expected, summed] of digests) {
    const isRight = expected === undefined || expected === createHash(algorithm).update(summed).digest('hex')
    if (!isRight) throw new UnreadableError(`the RPM package has another ${algorithm} than it says`)
  }
  return { header, payload: bytes.subarray(header.end) }
}

function dependencies(
  header: RpmHeader,
  dep_type: DependencyType,
  [names = 0, flags = 0, versions = 0]: readonly number[],
): Dependency[] {
  const [senses, wanted] = [header.numbers(flags), header.texts(versions)]
  return header.texts(names).flatMap((name, index) => {
    if (name === '' || name.startsWith('rpmlib(')) return []
    const version = wanted[index] ?? ''
    return [{ name, dep_type, ...comparison(version === '' ? '' : `${operatorOf(senses[index] ?? 0)}${version}`, '=') }]
  })
}

function operatorOf(sense: number): string {
  return `${sense & flag.less ? '<' : ''}${sense & flag.greater ? '>' : ''}${sense & flag.equal ? '=' : ''}`
}
