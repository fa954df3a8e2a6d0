import { compareDigits, compareLists } from './order.ts'
import { defineScheme } from './scheme.ts'

/** Ranks below every number, because R orders `1.0` before `1.0.0`. */
const nothing = '-'

/**
 * CRAN: numbers separated by dots or hyphens, which are equivalent. R has no pre-releases.
 *
 * @see https://stat.ethz.ch/R-manual/R-devel/library/base/html/numeric_version.html
 */
export const cran = defineScheme<readonly string[]>({
  parse: (text) => (/^\d+(?:[.-]\d+)*$/.test(text) ? text.split(/[.-]/) : undefined),
  compare: (a, b) =>
    compareLists(a, b, (one, other) => Number(other === nothing) - Number(one === nothing) || compareDigits(one, other), nothing),
  isPrerelease: () => false,
})
