const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The digits of ULIDs. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Makes identifiers that look like the service's, the same ones for the same seed. */
export interface Ids {
  /** Where the row of identifiers stands: set it to go on where another source stopped. */
  position: number
  /** Letters and digits: a `slug_perm` has 12, a scan 16, the end of a `slug` 3. */
  slug(length: number): string
  /** A ULID of a time in milliseconds since 1970. @see https://github.com/ulid/spec */
  ulid(at: number): string
  /** A version 4 UUID. */
  uuid(): string
}

/** Makes a source of identifiers. */
export function createIds(seed: number): Ids {
  let state = seed | 0
  /** A small generator of evenly spread numbers from 0 to 1. @see https://doi.org/10.1145/2660193.2660195 */
  const random = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const pick = (alphabet: string, length: number) => {
    let text = ''
    for (let i = 0; i < length; i++) text += alphabet[Math.floor(random() * alphabet.length)]
    return text
  }
  const hex = (length: number) => pick('0123456789abcdef', length)
  return {
    get position() {
      return state
    },
    set position(position) {
      state = position | 0
    },
    slug: (length) => pick(letters, length),
    ulid(at) {
      const time = Array.from({ length: 10 }, (_, index) => crockford[Math.floor(at / 32 ** (9 - index)) % 32])
      return time.join('') + pick(crockford, 16)
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick('89ab', 1)}${hex(3)}-${hex(12)}`,
  }
}
