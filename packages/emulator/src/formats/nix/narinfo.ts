import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import type { UploadedFile } from '../../format/types.ts'

/** Size and hash of bytes, as stated by a binary cache. */
export interface Summed {
  readonly size: number
  readonly sha256: Buffer
}

/** The description of an archive in a binary cache. */
export interface Narinfo {
  /** The last part of its store path, without the hash. */
  readonly name: string
  /** The same for the paths that it refers to, except itself. */
  readonly references: readonly string[]
  /** The compression of the archive. */
  readonly compression: string | undefined
  /** Compares the compressed and the unpacked archive with the stated sizes and hashes. @throws {UnreadableError} */
  check(packed: Summed, plain: Summed): void
}

/** @throws {UnreadableError} if it does not describe exactly one store path */
export function readNarinfo({ filename, bytes }: UploadedFile): Narinfo {
  const told = parseStanza(decodeUtf8(bytes))
  const [path = '', ...others] = told.all('StorePath')
  const [, own] = /^\/[^\s]*\/([0-9a-z]{32}-[^/\s]+)$/.exec(path) ?? []
  if (own === undefined || others.length > 0) throw new UnreadableError(`${filename} does not describe exactly one store path`)
  const references = (told.first('References') ?? '').split(' ').filter((each) => each !== '' && each !== own)
  return {
    name: nameIn(own),
    references: references.map(nameIn),
    compression: told.first('Compression'),
    check(packed, plain) {
      checkOne(filename, told, 'File', packed)
      checkOne(filename, told, 'Nar', plain)
    },
  }
}

const nameIn = (path: string): string => path.slice(path.indexOf('-') + 1)

function checkOne(filename: string, told: Stanza, what: 'File' | 'Nar', summed: Summed): void {
  const [size, hash] = [told.first(`${what}Size`), told.first(`${what}Hash`)]
  if (size !== undefined && size !== String(summed.size))
    throw new UnreadableError(`${filename} has ${what}Size ${size}, but the archive ${summed.size} bytes`)
  const [, stated] = /^sha256[:-](.+)$/.exec(hash ?? '') ?? []
  const digest = summed.sha256
  if (stated !== undefined && ![digest.toString('hex'), digest.toString('base64'), base32(digest)].includes(stated))
    throw new UnreadableError(`${filename} has ${what}Hash ${hash}, but the archive another SHA-256`)
}

/** Nix uses its own alphabet, without letters that form words, and starts at the end. */
function base32(bytes: Uint8Array): string {
  const length = Math.ceil((bytes.length * 8) / 5)
  return Array.from({ length }, (_, index) => {
    const bit = (length - 1 - index) * 5
    const [low = 0, high = 0] = bytes.subarray(bit >> 3)
    return '0123456789abcdfghijklmnpqrsvwxyz'.charAt((((high << 8) | low) >> (bit & 7)) & 31)
  }).join('')
}
