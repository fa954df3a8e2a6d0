import { compareDigits, compareLists } from './order.ts'
import { defineScheme } from './scheme.ts'

/** Below every number: R orders `1.0` before `1.0.0`. */
const nothing = '-'

/**
 * CRAN: numbers, apart by dots or hyphens, which mean the same. R knows no pre-releases.
 *
 * @see https://stat.ethz.ch/R-manual/R-devel/library/base/html/numeric_version.html
 */
export const cran = defineScheme<readonly string[]>({
  parse: (text) => (/^\d+(?:[.-]\d+)*$/.test(text) ? text.split(/[.-]/) : undefined),
  compare: (a, b) =>
    compareLists(a, b, (one, other) => Number(other === nothing) - Number(one === nothing) || compareDigits(one, other), nothing),
  isPrerelease: () => false,
})
