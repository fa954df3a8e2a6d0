const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** The digits of ULIDs. */
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Generates identifiers in the form of the service's; the sequence depends only on the seed. */
export interface Ids {
  /** The position in the sequence of identifiers: set it to continue where another generator stopped. */
  position: number
  /** Letters and digits: a `slug_perm` has 12, a scan 16, the end of a `slug` 3. */
  slug(length: number): string
  /** A ULID for a time in milliseconds since 1970. @see https://github.com/ulid/spec */
  ulid(at: number): string
  /** A version 4 UUID. */
  uuid(): string
}

/** Creates a generator of identifiers. */
export function createIds(seed: number): Ids {
  let state = seed | 0
  /** A small generator of uniformly distributed numbers from 0 to 1. @see https://doi.org/10.1145/2660193.2660195 */
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
