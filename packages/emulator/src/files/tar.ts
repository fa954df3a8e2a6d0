import { exactly, feed, type Parser, parseWhole, passOn, type Sink, whole } from './parser.ts'
import { decodeUtf8 } from './text.ts'
import { UnreadableError } from './unreadable.ts'

/** A member of a tar archive. */
export interface TarEntry {
  /** As written: neither made safe nor normalised. */
  name: string
  /** Tar readers only agree on files and folders: some follow links and some skip them, and each treats other types differently. */
  kind: 'file' | 'folder' | 'link' | 'other'
  /** Size of the contents in bytes; 0 unless it is a file or of another type. */
  size: number
}

/** A member of a tar archive with its contents. */
export interface TarMember extends TarEntry {
  bytes: Uint8Array
}

/** The records of an extended header, which describe the following entry. */
type Records = ReadonlyMap<string, string>

interface Header {
  name: string
  size: number
  flag: string
  isExtendedSparse: boolean
}

const blockSize = 512

/** How many bytes {@link isTar} needs. */
export const tarHeaderSize = blockSize

/** Longest extended header that is read, in bytes: it is kept in memory. Most clients have the same limit. */
const longestExtension = 2 ** 20

const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '5': 'folder',
  '1': 'link',
  '2': 'link',
}
const nobody: readonly string[] = ['1', '2', '3', '4', '6']
const extended: readonly string[] = ['x', 'X', 'g', 'L', 'K']

/**
 * Reads a tar archive piece by piece: ustar, and the long names of pax and GNU.
 *
 * Written here because the client of every ecosystem has its own tar reader, and a package must not look different to the scanner and the client. So
 * everything that those readers interpret differently is refused: a link with contents, an entry with two names, global names, anything after a
 * single empty block. Nothing is read after the end of the archive (two empty blocks).
 *
 * @param open called for each member; returns the consumer of its contents if they are wanted
 * @param first the first block, if it has been read already
 * @throws {UnreadableError} if the archive is damaged, truncated or ambiguous
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function* tarParser(open: (entry: TarEntry) => Sink | undefined, first?: Uint8Array): Parser<void> {
  let records: Records = new Map()
  for (let block = first ?? (yield* exactly(blockSize)); block.length > 0; block = yield* exactly(blockSize)) {
    if (block.length < blockSize) throw cutShort('a header')
    if (isEmpty(block)) return requireEnd(yield* exactly(blockSize))
    const header = parseHeader(block)
    if (extended.includes(header.flag)) {
      records = new Map([...records, ...extendedRecords(header, yield* extension(header), records)])
      continue
    }
    for (let more = header.isExtendedSparse; more; ) {
      const map = yield* exactly(blockSize)
      if (map.length < blockSize) throw cutShort(JSON.stringify(header.name))
      more = map[504] === 1
    }
    yield* member(header, records, open)
    records = new Map()
  }
}

/**
 * Lists the members of a tar archive in memory, without copying them.
 *
 * @throws {UnreadableError} like {@link tarParser}
 */
export function tarMembers(bytes: Uint8Array, open: (member: TarMember) => void): void {
  const parser = tarParser((entry) => whole(entry.size, true, (content) => open({ ...entry, bytes: content })))
  parseWhole(parser, bytes)
}

/** Whether these bytes start like a tar archive (ustar, pax or GNU). */
export function isTar(bytes: Uint8Array): boolean {
  return text(bytes, 257, 5) === 'ustar'
}

/** The first member of a tar archive in memory, whatever follows it. @throws {UnreadableError} if it is damaged */
export function firstTarEntry(bytes: Uint8Array): TarEntry | undefined {
  let first: TarEntry | undefined
  const { write } = feed(
    tarParser((entry) => {
      first = entry
      return undefined
    }),
  )
  for (let at = 0; first === undefined && at < bytes.length; at += blockSize) write(bytes.subarray(at, at + blockSize))
  return first
}

function* member(header: Header, records: Records, open: (entry: TarEntry) => Sink | undefined): Parser<void> {
  const name = records.get('GNU.sparse.name') ?? records.get('path') ?? header.name
  const size = records.has('size') ? decimal(records.get('size')) : header.size
  if (nobody.includes(header.flag) && size > 0)
    throw new UnreadableError(`${JSON.stringify(name)} is a link or device and has contents, which readers take differently`)
  const isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))
  const kind = isSparse ? 'other' : (kinds[header.flag] ?? 'other')
  // Before entries had types, a trailing slash meant a folder.
  const isFolder = kind === 'folder' || (kind === 'file' && name.endsWith('/'))
  const sink = open(isFolder ? { name, kind: 'folder', size: 0 } : { name, kind, size })
  // Folders have no contents; some old tools wrote the size that the folder had on the disk.
  const missing = kind === 'folder' ? 0 : yield* passOn(size, isFolder ? undefined : sink)
  if (missing + (yield* passOn(paddingOf(kind === 'folder' ? 0 : size))) > 0) throw cutShort(JSON.stringify(header.name))
  sink?.end?.()
}

function* extension({ name, size }: Header): Parser<Uint8Array> {
  if (size > longestExtension)
    throw new UnreadableError(`${JSON.stringify(name)} is an extended header of more than the ${longestExtension} bytes allowed`)
  const body = yield* exactly(size)
  if (body.length + (yield* exactly(paddingOf(size))).length < size + paddingOf(size)) throw cutShort(JSON.stringify(name))
  return body
}

const paddingOf = (size: number): number => (blockSize - (size % blockSize)) % blockSize

const cutShort = (what: string) => new UnreadableError(`the tar archive is cut short in ${what}`)

/** The records of a header that describes the next entry. A `K` entry only has the target of a link. */
function extendedRecords({ flag }: Header, body: Uint8Array, known: Records): Records {
  if (flag === 'K') return new Map()
  const records = flag === 'L' ? new Map([['path', text(body, 0, body.length)]]) : paxRecords(body)
  const names = [...records.keys()].filter((key) => key === 'path' || key === 'size' || key.startsWith('GNU.sparse.'))
  if (flag === 'g' && names.length > 0) throw new UnreadableError(`the tar archive sets ${names[0]} for all entries at once`)
  const twice = names.find((key) => known.has(key))
  if (twice) throw new UnreadableError(`the tar archive sets ${twice} twice for one entry`)
  return flag === 'g' ? new Map() : records
}

/** The records have the form `length key=value\n`; the length includes itself. */
function paxRecords(body: Uint8Array): Records {
  const records = new Map<string, string>()
  for (let offset = 0; offset < body.length; ) {
    const space = body.indexOf(0x20, offset)
    const end = offset + decimal(decodeUtf8(body.subarray(offset, Math.max(space, offset))))
    const equals = body.indexOf(0x3d, space)
    if (space < 0 || equals < 0 || equals >= end || end > body.length || body[end - 1] !== 0x0a)
      throw new UnreadableError('the tar archive has an extended header that is damaged')
    records.set(decodeUtf8(body.subarray(space + 1, equals)), decodeUtf8(body.subarray(equals + 1, end - 1)))
    offset = end
  }
  return records
}

function parseHeader(block: Uint8Array): Header {
  if (!isSummedUp(block)) throw new UnreadableError('the file is not a tar archive, or it is damaged: wrong checksum')
  const flag = String.fromCharCode(block[156] ?? 0)
  // GNU's magic number contains a space, and its headers have other fields in place of the prefix.
  const prefix = text(block, 257, 6) === 'ustar' ? text(block, 345, 155) : ''
  const name = text(block, 0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: number(block, 124, 12),
    flag,
    isExtendedSparse: flag === 'S' && block[482] === 1,
  }
}

/** The checksum counts its own field as spaces. */
function isSummedUp(block: Uint8Array): boolean {
  let sum = 8 * 0x20
  let signed = sum
  for (let index = 0; index < blockSize; index++) {
    if (index >= 148 && index < 156) continue
    const byte = block[index] ?? 0
    sum += byte
    // Some old tools computed it with signed bytes.
    signed += byte > 127 ? byte - 256 : byte
  }
  const stated = number(block, 148, 8)
  return stated === sum || stated === signed
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return decodeUtf8(end < 0 ? field : field.subarray(0, end))
}

/** Octal digits; or, if the first bit is set, a binary number, which GNU uses for files above 8 GB. */
function number(block: Uint8Array, start: number, length: number): number {
  const digits = text(block, start, length).trim()
  if (/^[0-7]*$/.test(digits)) return Number.parseInt(digits || '0', 8)
  const [first = 0, ...rest] = block.subarray(start, start + length)
  const value = first === 0x80 ? rest.reduce((sum, byte) => sum * 256 + byte, 0) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new UnreadableError('the file is not a tar archive, or it is damaged: wrong number')
  return value
}

function decimal(digits = ''): number {
  const value = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN
  if (Number.isNaN(value)) throw new UnreadableError('the tar archive has an extended header that is damaged')
  return value
}

function requireEnd(next: Uint8Array): void {
  if (!isEmpty(next)) throw new UnreadableError('the tar archive goes on after an empty block, which ends it for some readers')
}

function isEmpty(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0)
}
