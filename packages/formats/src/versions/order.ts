/** Compares by UTF-16 code units, which gives the same order everywhere, unlike a locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Compares strings of digits by value, regardless of their length; the empty string is zero. */
export function compareDigits(a: string, b: string): number {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return left.length - right.length || compareText(left, right)
}

/** Compares lists by their first difference; items that the shorter one lacks are `missing`. */
export function compareLists<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
  missing: Item,
): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compare(a[index] ?? missing, b[index] ?? missing)
    if (order !== 0) return order
  }
  return 0
}

/** Compares lists of numbers; missing ones are zero. */
export const compareNumbers = (a: readonly string[], b: readonly string[]): number => compareLists(a, b, compareDigits, '')

export const isDigits = (text: string): boolean => /^\d+$/.test(text)

/** Increments the number at a place and drops those after it: `[1, 2, 3]` at 1 becomes `[1, 3]`. */
export function bumped(numbers: readonly string[], place: number): string[] {
  return [...numbers.slice(0, place), String(BigInt(numbers[place] ?? '0') + 1n)]
}
