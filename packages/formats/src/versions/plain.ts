import { compareDigits, compareLists, compareText } from './order.ts'
import { defineScheme, type VersionScheme } from './scheme.ts'

/** A text without digits, and the number that follows it. */
type Run = readonly [text: string, digits: string]

/** The first number must be followed by a separator or the end: a digest that begins with digits is not a version. */
const shape = /^v?\d+(?:[-.:_+~]|$)/i

/**
 * For formats without an order of their own, such as raw files: runs of digits are compared as numbers and everything else as text, and nothing is a
 * pre-release. A text that does not begin with a number is not a version.
 */
export const plainScheme: VersionScheme = defineScheme<readonly Run[]>({
  parse(text) {
    if (!shape.test(text)) return undefined
    return [...text.replace(/^v/i, '').matchAll(/(\D*)(\d*)/g)].map(([, signs = '', digits = '']): Run => [signs, digits])
  },
  compare: (a, b) => compareLists(a, b, compareRun, ['', '']),
  isPrerelease: () => false,
})

const compareRun = (a: Run, b: Run): number => compareText(a[0], b[0]) || compareDigits(a[1], b[1])
