import { InvalidRequestError } from '@cloudsmith-sdk/client'
import parse from 'spdx-expression-parse'
import type { PackageRow } from '../repository/row.ts'
import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link licence}. Identifiers are SPDX's, with an exception where only that is meant: `GPL-2.0-only WITH Classpath-exception-2.0`. */
export interface LicenceLists {
  /** Only these. Default: all. */
  allow?: readonly string[] | undefined
  /** None of these, unless `allow` has the licence with its very exception. Default: none. */
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
  const allowed = allow?.map(idOf)
  const denied = deny.map(idOf)
  const accepts = (leaf: parse.LicenseInfo) => {
    const names = [textOf(leaf), leaf.license]
    if (leaf.exception !== undefined && allowed?.includes(textOf(leaf))) return true
    return !names.some((name) => denied.includes(name)) && (allowed === undefined || names.some((name) => allowed.includes(name)))
  }
  return ({ package: pkg }) => {
    const seen = pkg.spdx_license || pkg.license || pkg.raw_license || null
    const expression = expressionOf(pkg)
    const needed = { ...(allow === undefined ? {} : { allow }), deny }
    if (expression === undefined) {
      return unknown === 'pass'
        ? pass()
        : block({
            why: seen === null ? 'its licence is not known' : `its licence ${seen} is none of SPDX`,
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

const remedy = 'whoever may write can set the licence of the package'

/** The first of a package's three licence fields that is an SPDX expression; what somebody overrode stands in the first. */
function expressionOf({ spdx_license, license, raw_license }: PackageRow): parse.Info | undefined {
  return [spdx_license, license, raw_license].map((text) => parsed(text ?? '')).find((info) => info !== undefined)
}

function parsed(text: string): parse.Info | undefined {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function holds(info: parse.Info, accepts: (leaf: parse.LicenseInfo) => boolean): boolean {
  if (!('conjunction' in info)) return accepts(info)
  const sides = [info.left, info.right]
  return info.conjunction === 'or' ? sides.some((side) => holds(side, accepts)) : sides.every((side) => holds(side, accepts))
}

const textOf = ({ license, plus, exception }: parse.LicenseInfo): string =>
  `${license}${plus ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`

function idOf(text: string): string {
  const info = parsed(text)
  if (info !== undefined && !('conjunction' in info)) return textOf(info)
  throw new InvalidRequestError(`${JSON.stringify(text)} is no SPDX licence identifier. Write it like "MIT" or "Apache-2.0".`)
}
