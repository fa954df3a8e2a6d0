import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** A header of an RPM package: its values by tag. */
export interface RpmHeader {
  texts(tag: number): readonly string[]
  numbers(tag: number): readonly number[]
  /** The bytes of a value, in hexadecimal digits; `undefined` where there is none. */
  hex(tag: number): string | undefined
  /** Where the header ends in the file. */
  end: number
}

const magic = 0x8eade801
const introSize = 16
const entrySize = 16
const types = { int32: 4, string: 6, binary: 7, stringArray: 8, translated: 9 }

/**
 * Reads a header structure: an index of entries (tag, type, offset, count) and a store with their values. Values that run out of the
 * store are cut off there.
 *
 * @throws {UnreadableError} when there is none at `start`, or the file ends before it does
 * @see https://rpm-software-management.github.io/rpm/manual/format_header.html
 */
export function readRpmHeader(bytes: Uint8Array, start: number): RpmHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (start + introSize > bytes.length || view.getUint32(start) !== magic)
    throw new UnreadableError('a header of the RPM package is damaged or cut short')
  const count = view.getUint32(start + 8)
  const storeStart = start + introSize + count * entrySize
  const end = storeStart + view.getUint32(start + 12)
  if (end > bytes.length) throw new UnreadableError('a header of the RPM package is damaged or cut short')

  const store = bytes.subarray(storeStart, end)
  const entries = new Map<number, { type: number; offset: number; count: number }>()
  for (let offset = start + introSize; offset < storeStart; offset += entrySize) {
    const [tag, type, from, values] = [0, 4, 8, 12].map((field) => view.getUint32(offset + field))
    entries.set(tag ?? 0, { type: type ?? 0, offset: from ?? 0, count: values ?? 0 })
  }

  return {
    end,
    texts(tag) {
      const entry = entries.get(tag)
      if (!entry || ![types.string, types.stringArray, types.translated].includes(entry.type)) return []
      // A lone string has no count of its own to rely on; of a translated one, the first is that of the C locale.
      return textsFrom(store, entry.offset, entry.type === types.stringArray ? entry.count : 1)
    },
    numbers(tag) {
      const entry = entries.get(tag)
      if (entry?.type !== types.int32) return []
      const values = new DataView(store.buffer, store.byteOffset, store.byteLength)
      const fitting = Math.max(0, Math.min(entry.count, Math.floor((store.length - entry.offset) / 4)))
      return Array.from({ length: fitting }, (_, index) => values.getUint32(entry.offset + 4 * index))
    },
    hex(tag) {
      const entry = entries.get(tag)
      if (entry?.type !== types.binary) return undefined
      return Buffer.from(store.subarray(entry.offset, entry.offset + entry.count)).toString('hex')
    },
  }
}

function textsFrom(store: Uint8Array, offset: number, count: number): string[] {
  const found: string[] = []
  for (let start = offset; found.length < count && start < store.length; ) {
    const zero = store.indexOf(0, start)
    const end = zero < 0 ? store.length : zero
    found.push(decodeUtf8(store.subarray(start, end)))
    start = end + 1
  }
  return found
}
