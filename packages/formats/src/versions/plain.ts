import { compareDigits, compareLists, compareText } from './order.ts'
import { defineScheme, type VersionScheme } from './scheme.ts'

/** A text without digits, and the number behind it. */
type Run = readonly [text: string, digits: string]

/** Something parts the first number from what follows: a digest that begins with digits is no version. */
const shape = /^v?\d+(?:[-.:_+~]|$)/i

/**
 * For formats that have no order of their own, such as raw files: runs of digits count as numbers, all else as text, and nothing is a
 * pre-release. What begins with no number is no version.
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
