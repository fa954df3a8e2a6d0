import { InvalidRequestError } from '@cloudsmith-sdk/client'
import { allows, denies, type Expression, holds, isSpdx, type Licence, parseExpression } from '@cloudsmith-sdk/licences'
import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/**
 * Settings of {@link licence}. Identifiers are SPDX's, in any case, deprecated ones too, with an exception where only that is meant:
 * `GPL-2.0-only WITH Classpath-exception-2.0`. Without one, all that may be granted beyond the licence is meant as well.
 */
export interface LicenceLists {
  /**
   * Only these. Default: all. A licence that says "or later" is allowed where a version is that it reaches: `GPL-3.0-only` allows
   * `GPL-2.0-or-later`. The other way around, `GPL-2.0-or-later` allows neither `GPL-2.0-only` nor `GPL-3.0-only`.
   */
  allow?: readonly string[] | undefined
  /**
   * None of these, unless `allow` has the licence with its very exception. Default: none. All of one version of a family is denied
   * together: `GPL-3.0` denies `GPL-3.0-only` and `GPL-3.0-or-later`, but neither `GPL-2.0-or-later`, which may be used as version 2, nor
   * `LGPL-3.0-only`.
   */
  deny?: readonly string[] | undefined
  /** What to make of a licence that is missing or is not SPDX's. Default: `block`. */
  unknown?: 'pass' | 'block' | undefined
  /** Who may let others through. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/**
 * Lets through what may be used under the licences allowed. Of `A OR B` one has to be, of `A AND B` both.
 *
 * @throws {InvalidRequestError} when it is made: a list holds something other than SPDX identifiers
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

/** The first of a package's three licence fields that is an SPDX expression; what somebody overrode stands in the first. */
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
