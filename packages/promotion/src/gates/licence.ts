import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { allows, denies, type Expression, holds, isSpdx, type Licence, parseExpression } from '@cloudsmith-sdk/licences'
import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/**
 * Settings of {@link licence}. Identifiers are SPDX identifiers in any case, including deprecated ones. To mean only a licence with an exception,
 * write `GPL-2.0-only WITH Classpath-exception-2.0`; an identifier without one also covers the licence with any exception.
 */
export interface LicenceLists {
  /**
   * The allowed licences. Default: all. A licence "or later" is allowed if a version that it includes is: `GPL-3.0-only` allows `GPL-2.0-or-later`.
   * The reverse does not hold: `GPL-2.0-or-later` allows neither `GPL-2.0-only` nor `GPL-3.0-only`.
   */
  allow?: readonly string[] | undefined
  /**
   * The denied licences, unless `allow` contains the licence with the same exception. Default: none. An identifier denies its version as a whole:
   * `GPL-3.0` denies `GPL-3.0-only` and `GPL-3.0-or-later`, but neither `GPL-2.0-or-later`, which may be used as version 2, nor `LGPL-3.0-only`.
   */
  deny?: readonly string[] | undefined
  /** What to do about a licence that is missing, or is not an SPDX licence. Default: `block`. */
  unknown?: 'pass' | 'block' | undefined
  /** Who may waive the gate. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Blocks packages whose licence is not allowed. Of `A OR B`, one licence must be allowed; of `A AND B`, both.
 *
 * @throws {InvalidRequestError} when it is created: a list contains something other than SPDX identifiers
 */
export const licence = defineGate('licence', ({ allow, deny = [], unknown = 'block', mayWaive }: LicenceLists) => {
  const allowed = allow?.map(licenceIn)
  const denied = deny.map(licenceIn)
  const accepts = (used: Licence) => {
    const allowing = allowed?.filter((one) => allows(one, used))
    if (used.exception !== undefined && allowing?.some(({ exception }) => exception === used.exception)) return true
    return !denied.some((one) => denies(one, used)) && (allowing === undefined || allowing.length > 0)
  }
  return ({ package: pkg }) => {
    const seen = pkg.spdx_license || pkg.license || pkg.raw_license || null
    const expression = expressionOf(pkg)
    const needed = { ...(allow === undefined ? {} : { allow }), deny }
    if (expression === undefined) {
      return unknown === 'pass'
        ? pass()
        : block({
            why: seen === null ? 'its licence is not known' : `its licence ${seen} is not an SPDX licence`,
            remedy,
            seen,
            needed,
            mayWaive,
          })
    }
    if (holds(expression, accepts)) return pass()
    const rule = allow === undefined ? `none of ${deny.join(', ')} is allowed` : `only ${allow.join(', ')} is allowed`
    return block({ why: `its licence is ${seen}, and ${rule}`, seen, needed, mayWaive })
  }
})

const remedy = 'anybody with write access can set the licence of the package'

/** The first of the three licence fields of a package that is an SPDX expression; the first field contains a licence that somebody set by hand. */
function expressionOf({ spdx_license, license, raw_license }: PackageRow): Expression | undefined {
  return [spdx_license, license, raw_license]
    .map((text) => parseExpression(text ?? ''))
    .find((expression) => expression !== undefined && isSpdx(expression))
}

function licenceIn(text: string): Licence {
  const expression = parseExpression(text)
  if (expression !== undefined && isSpdx(expression) && 'id' in expression) return expression
  throw new InvalidRequestError(`${JSON.stringify(text)} is not an SPDX licence identifier. Write it like "MIT" or "Apache-2.0".`)
}
