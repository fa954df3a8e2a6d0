/** A packet. @see https://www.rfc-editor.org/rfc/rfc4880#section-4 */
export interface Packet {
  /** The type of the packet. */
  readonly tag: number
  readonly body: Buffer
}

/** The packets that keys consist of. */
export const tags = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
} as const

/** Encodes a packet. */
export function packet({ tag, body }: Packet): Buffer {
  return Buffer.concat([Buffer.from([0xc0 | tag]), lengthOf(body), body])
}

/** Parses a sequence of packets; undefined if it is invalid, or a length is indeterminate. */
export function packetsIn(bytes: Buffer): readonly Packet[] | undefined {
  const found: Packet[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = headAt(bytes, at)
    if (head === undefined || head.end > bytes.length) return undefined
    found.push({ tag: head.tag, body: bytes.subarray(head.start, head.end) })
    at = head.end
  }
  return found
}

/** Encodes a number in OpenPGP's format: its length in bits, then the number without leading zeros. */
export function multiPrecision(number: Buffer): Buffer {
  const first = number.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Buffer.alloc(0) : number.subarray(first)
  const bits = digits.length === 0 ? 0 : digits.length * 8 - Math.clz32(digits[0] ?? 0) + 24
  return Buffer.concat([Buffer.from([bits >> 8, bits & 0xff]), digits])
}

/** Parses a sequence of numbers; undefined if there are too few. */
export function numbersAt(bytes: Buffer, start: number, count: number): { numbers: Buffer[]; end: number } | undefined {
  const numbers: Buffer[] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 2 > bytes.length) return undefined
    const end = at + 2 + Math.ceil(bytes.readUInt16BE(at) / 8)
    if (end > bytes.length) return undefined
    numbers.push(bytes.subarray(at + 2, end))
    at = end
  }
  return { numbers, end: at }
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 192) return Buffer.from([length])
  if (length < 8384) return Buffer.from([((length - 192) >> 8) + 192, (length - 192) & 0xff])
  const long = Buffer.from([0xff, 0, 0, 0, 0])
  long.writeUInt32BE(length, 1)
  return long
}

/** The tag and bounds of a packet, in either of the two header formats. */
function headAt(bytes: Buffer, at: number): { tag: number; start: number; end: number } | undefined {
  const first = bytes[at] ?? 0
  if (first >> 6 === 3) {
    const size = newLength(bytes, at + 1)
    return size && { tag: first & 0x3f, start: size.start, end: size.start + size.length }
  }
  const width = [1, 2, 4][first & 3]
  if (first >> 6 !== 2 || width === undefined || at + 1 + width > bytes.length) return undefined
  const start = at + 1 + width
  return { tag: (first >> 2) & 0xf, start, end: start + bytes.readUIntBE(at + 1, width) }
}

function newLength(bytes: Buffer, at: number): { start: number; length: number } | undefined {
  const [first = 0xfe, second = 0] = bytes.subarray(at, at + 2)
  if (first < 192) return { start: at + 1, length: first }
  if (first < 224) return { start: at + 2, length: ((first - 192) << 8) + second + 192 }
  return first === 0xff && at + 5 <= bytes.length ? { start: at + 5, length: bytes.readUInt32BE(at + 1) } : undefined
}
