import { decodeUtf8 } from '../../files/text.ts'
import { UnreadableError } from '../../files/unreadable.ts'

/** A header of an RPM package: its values by tag. */
export interface RpmHeader {
  /** A text; for a translated one, the first, which belongs to the C locale. */
  text(tag: number): string | undefined
  texts(tag: number): readonly string[]
  numbers(tag: number): readonly number[]
  /** The bytes of a value in hexadecimal; undefined if it is missing. */
  hex(tag: number): string | undefined
  /** The offset in the file at which the header ends. */
  end: number
}

const magic = 0x8eade801
const introSize = 16
const entrySize = 16
const types = { int32: 4, string: 6, binary: 7, stringArray: 8, translated: 9 }

/** rpm's limits: entries, and bytes of values. */
const most = { entries: 0xffff, bytes: 256 * 1024 * 1024 }

/**
 * Parses a header structure: an index of entries (tag, type, offset, count) and a store with their values.
 *
 * @throws {UnreadableError} if there is none at `start`, it is truncated, an entry points outside, or a tag occurs twice
 * @see https://rpm-software-management.github.io/rpm/manual/format_header.html
 */
export function readRpmHeader(bytes: Uint8Array, start: number): RpmHeader {
  const damaged = () => new UnreadableError('a header of the RPM package is damaged or cut short')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (start + introSize > bytes.length || view.getUint32(start) !== magic) throw damaged()
  const [count, size] = [view.getUint32(start + 8), view.getUint32(start + 12)]
  const storeStart = start + introSize + count * entrySize
  const end = storeStart + size
  if (count > most.entries || size > most.bytes || end > bytes.length) throw damaged()

  const store = bytes.subarray(storeStart, end)
  const entries = new Map<number, { type: number; offset: number; count: number }>()
  for (let offset = start + introSize; offset < storeStart; offset += entrySize) {
    const [tag = 0, type = 0, from = 0, values = 0] = [0, 4, 8, 12].map((field) => view.getUint32(offset + field))
    if (from > size || values > size) throw damaged()
    if (entries.has(tag)) throw new UnreadableError(`a header of the RPM package has the tag ${tag} twice`)
    entries.set(tag, { type, offset: from, count: values })
  }

  function valuesOf(tag: number, ...wanted: number[]) {
    const entry = entries.get(tag)
    if (entry && !wanted.includes(entry.type)) throw new UnreadableError(`the tag ${tag} of the RPM package is of another type`)
    return entry
  }

  return {
    end,
    text(tag) {
      // The count of a single string is not reliable.
      const entry = valuesOf(tag, types.string, types.translated)
      return entry && textsFrom(store, entry.offset, 1)[0]
    },
    texts(tag) {
      // Old versions of rpm did not write single values as a list.
      const entry = valuesOf(tag, types.stringArray, types.string)
      return entry ? textsFrom(store, entry.offset, entry.type === types.string ? 1 : entry.count) : []
    },
    numbers(tag) {
      const entry = valuesOf(tag, types.int32)
      if (!entry) return []
      if (entry.offset + 4 * entry.count > store.length) throw damaged()
      const values = new DataView(store.buffer, store.byteOffset, store.byteLength)
      return Array.from({ length: entry.count }, (_, index) => values.getUint32(entry.offset + 4 * index))
    },
    hex(tag) {
      const entry = valuesOf(tag, types.binary)
      return entry && Buffer.from(store.subarray(entry.offset, entry.offset + entry.count)).toString('hex')
    },
  }
}

function textsFrom(store: Uint8Array, offset: number, count: number): string[] {
  const found: string[] = []
  for (let start = offset; found.length < count; ) {
    const zero = store.indexOf(0, start)
    if (zero < 0) throw new UnreadableError('a header of the RPM package has a text that does not end')
    found.push(decodeUtf8(store.subarray(start, zero)))
    start = zero + 1
  }
  return found
}
