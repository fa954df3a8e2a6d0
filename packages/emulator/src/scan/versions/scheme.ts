/** How one ecosystem reads and orders its version numbers. */
export interface VersionScheme {
  readonly name: string
  /** Whether the text is a version in this scheme. */
  readonly valid: (text: string) => boolean
  /** Negative, zero or positive. A total order: what is no version sorts before every version, by its characters. */
  readonly compare: (a: string, b: string) => number
  /** Whether the version is marked as not final (alpha, rc, dev, snapshot …); false where it is no version. */
  readonly prerelease: (text: string) => boolean
}

/** The three functions that make a scheme; `parse` gives undefined for what is no version. */
export interface SchemeParts<Parsed extends {}> {
  readonly parse: (text: string) => Parsed | undefined
  readonly compare: (a: Parsed, b: Parsed) => number
  readonly prerelease: (version: Parsed) => boolean
}

/** Versions repeat from package to package, and a sort meets each of them many times: remember this many. */
const remembered = 20_000

/** Makes a scheme of a parser and an order of what it parses. */
export function defineScheme<Parsed extends {}>(
  name: string,
  { parse, compare, prerelease }: SchemeParts<Parsed>,
): VersionScheme {
  const memo = new Map<string, Parsed | undefined>()

  function read(text: string): Parsed | undefined {
    if (memo.has(text)) return memo.get(text)
    if (memo.size >= remembered) memo.clear()
    const parsed = parse(text.trim())
    memo.set(text, parsed)
    return parsed
  }

  return {
    name,
    valid: (text) => read(text) !== undefined,
    compare(a, b) {
      const left = read(a)
      const right = read(b)
      if (left !== undefined && right !== undefined) return compare(left, right)
      return left === undefined && right === undefined ? compareText(a, b) : left === undefined ? -1 : 1
    },
    prerelease(text) {
      const version = read(text)
      return version !== undefined && prerelease(version)
    },
  }
}

/** Orders by UTF-16 code units: the same everywhere, unlike a locale's order. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Orders strings of digits by value, however long they are. */
export function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  return left.length - right.length || compareText(left, right)
}
