import { concat, toBytes } from '../../format/archive-writers.ts'

/** A value in a header, with rpm's number for its type: 3 int16, 4 int32, 6 string, 7 binary, 8 string array, 9 translated string. */
export type RpmValue =
  | { readonly type: 3 | 4; readonly values: readonly number[] }
  | { readonly type: 6 | 8 | 9; readonly values: readonly string[] }
  | { readonly type: 7; readonly values: readonly [Uint8Array] }

/** Numbers are aligned to their size. */
const alignments: Readonly<Record<number, number>> = { 3: 2, 4: 4 }

/**
 * Writes a header of an RPM package: values by tag, after the region tag that rpm requires (62 in a signature, 63 in a header).
 *
 * @see https://rpm-software-management.github.io/rpm/manual/format_header.html
 */
export function rpmHeader(region: 62 | 63, values: Readonly<Record<number, RpmValue>>): Uint8Array {
  const index: Uint8Array[] = []
  const store: Uint8Array[] = []
  let size = 0
  const append = (bytes: Uint8Array, alignment: number) => {
    const padding = -size & (alignment - 1)
    store.push(new Uint8Array(padding), bytes)
    size += padding + bytes.length
    return size - bytes.length
  }

  const entries = Object.entries(values).sort(([a], [b]) => Number(a) - Number(b))
  for (const [tag, value] of entries) {
    const bytes = bytesOf(value)
    const offset = append(bytes, alignments[value.type] ?? 1)
    index.push(int32s([Number(tag), value.type, offset, value.type === 7 ? bytes.length : value.values.length]))
  }
  // The region's value is an entry itself, whose offset points back to the start of the index.
  const count = index.length + 1
  const trailer = append(int32s([region, 7, -16 * count, 16]), 1)
  const intro = concat([new Uint8Array([0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0]), int32s([count, size])])
  return concat([intro, int32s([region, 7, trailer, 16]), ...index, ...store])
}

function bytesOf(value: RpmValue): Uint8Array {
  if (value.type === 4) return int32s(value.values)
  if (value.type === 3) return int32s(value.values).filter((_, position) => position % 4 > 1)
  return value.type === 7 ? value.values[0] : toBytes(value.values.map((each) => `${each}\0`).join(''))
}

function int32s(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length)
  const view = new DataView(bytes.buffer)
  for (const [position, value] of values.entries()) view.setInt32(4 * position, value)
  return bytes
}
