import { UnreadableError } from './unreadable.ts'

const magic = '!<arch>\n'
const headerSize = 60

/** A member of an `ar` archive. */
export interface ArMember {
  name: string
  bytes: Uint8Array
}

/** Whether these bytes start like an `ar` archive. */
export function isAr(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, magic.length)) === magic
}

/**
 * Lists the members of a Unix `ar` archive, such as a Debian package, in order and without copying them. The trailing slash that GNU adds to names is
 * removed.
 *
 * @throws {UnreadableError} if it is not an `ar` archive, or a member is truncated
 * @see https://man7.org/linux/man-pages/man5/deb.5.html
 */
export function* arMembers(bytes: Uint8Array): Generator<ArMember> {
  const text = (start: number, length: number) => new TextDecoder('latin1').decode(bytes.subarray(start, start + length))
  if (!isAr(bytes)) throw new UnreadableError('the file is not an ar archive')

  let offset = magic.length
  for (let count = 0; offset < bytes.length; count++) {
    const name = text(offset, 16).trimEnd().replace(/\/$/, '')
    const size = text(offset + 48, 10).trimEnd()
    const start = offset + headerSize
    const sound = text(offset + 58, 2) === '`\n' && /^\d+$/.test(size) && start + Number(size) <= bytes.length
    if (!sound) throw new UnreadableError(`the ar archive is damaged or cut short after ${count} members`)
    yield { name, bytes: bytes.subarray(start, start + Number(size)) }
    offset = start + Number(size) + (Number(size) % 2)
  }
}
