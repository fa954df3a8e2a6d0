/** A Ruby value, as far as specifications of gems need it. */
export type RubyValue =
  | null
  | boolean
  | number
  | string
  | readonly RubyValue[]
  | { readonly symbol: string }
  | { readonly hash: readonly (readonly [key: RubyValue, value: RubyValue])[] }
  /** An object with its instance variables. */
  | { readonly object: string; readonly variables: readonly (readonly [name: string, value: RubyValue])[] }
  /** An object that marshals itself as a value: its class has `marshal_load`. */
  | { readonly object: string; readonly told: RubyValue }
  /** An object that marshals itself as bytes: its class has `_load`. */
  | { readonly object: string; readonly bytes: Uint8Array }

/**
 * Writes a value like Ruby's `Marshal` in version 4.8, which all Rubies since 1.8 use. Links to earlier objects are not written, because readers do
 * not need them.
 *
 * @see https://docs.ruby-lang.org/en/master/marshal_rdoc.html
 */
export function marshal(value: RubyValue): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.of(4, 8), ...written(value)]))
}

function written(value: RubyValue): Buffer[] {
  if (value === null) return [mark('0')]
  if (typeof value === 'boolean') return [mark(value ? 'T' : 'F')]
  if (typeof value === 'number') return [mark('i'), numberOf(value)]
  if (typeof value === 'string') return [mark('I"'), ...sized(Buffer.from(value)), ...variables([['E', true]])]
  if (isList(value)) return [mark('['), numberOf(value.length), ...value.flatMap(written)]
  if ('symbol' in value) return symbolOf(value.symbol)
  if ('hash' in value) return [mark('{'), numberOf(value.hash.length), ...value.hash.flat().flatMap(written)]
  const named = symbolOf(value.object)
  if ('told' in value) return [mark('U'), ...named, ...written(value.told)]
  if ('bytes' in value) return [mark('u'), ...named, ...sized(Buffer.from(value.bytes))]
  return [mark('o'), ...named, ...variables(value.variables)]
}

const isList = (value: RubyValue): value is readonly RubyValue[] => Array.isArray(value)
const mark = (text: string): Buffer => Buffer.from(text, 'latin1')
const symbolOf = (name: string): Buffer[] => [mark(':'), ...sized(Buffer.from(name))]
const sized = (bytes: Buffer): Buffer[] => [numberOf(bytes.length), bytes]

function variables(all: readonly (readonly [name: string, value: RubyValue])[]): Buffer[] {
  return [numberOf(all.length), ...all.flatMap(([name, value]) => [...symbolOf(name), ...written(value)])]
}

/** Small numbers are one byte with an offset of five; others follow the number of their bytes, in little-endian order. */
function numberOf(value: number): Buffer {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 30)
    throw new RangeError(`${value} is not a number that can be written here`)
  if (value === 0) return Buffer.of(0)
  if (value < 123) return Buffer.of(value + 5)
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest % 256)
  return Buffer.of(bytes.length, ...bytes)
}
