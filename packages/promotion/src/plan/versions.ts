/**
 * Compares two versions: numbers as numbers, and a pre-release below its release. This is SemVer's order, and for other schemes close to
 * theirs: good enough for a warning, not for a decision.
 *
 * @returns below zero where the first is lower
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  return compareParts(left.numbers, right.numbers, '0') || comparePre(left.pre, right.pre)
}

function parts(version: string): { numbers: readonly string[]; pre: readonly string[] } {
  const [core = ''] = version.replace(/^v(?=\d)/, '').split('+')
  const dash = core.indexOf('-')
  const split = (text: string) => (text === '' ? [] : text.split('.'))
  return dash < 0 ? { numbers: split(core), pre: [] } : { numbers: split(core.slice(0, dash)), pre: split(core.slice(dash + 1)) }
}

function comparePre(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  return compareParts(a, b, '')
}

function compareParts(a: readonly string[], b: readonly string[], missing: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = comparePart(a[index] ?? missing, b[index] ?? missing)
    if (order !== 0) return order
  }
  return 0
}

/** Numbers come before words. */
function comparePart(a: string, b: string): number {
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (left && right) return Number(a) - Number(b)
  if (a === '' || b === '' || left === right) return a < b ? -1 : a > b ? 1 : 0
  return left ? -1 : 1
}
