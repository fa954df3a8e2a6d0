import { type Expression, isListed, licencesIn, textOf } from '@cloudsmith-sdk/licences'
import { isOsiApproved, nameOf } from '../format/license-names.ts'
import { readLicense } from '../format/licenses.ts'
import type { PackageRecord } from '../world/records.ts'

/** The licence of a package, as far as it is known. */
export interface PackageLicense {
  /** As the file writes it. */
  readonly raw: string | null
  /** Its name in the SPDX list, else as the file writes it. */
  readonly license: string | null
  /** The expression of SPDX that it means; null where not all of it is on SPDX's list. */
  readonly spdx: string | null
  readonly isOsiApproved: boolean
  /** What was understood of it, with what is not on the list; undefined where there is no licence. */
  readonly expression: Expression | undefined
}

/** By where a licence comes from, which is replaced when it changes: a list of packages reads none anew. */
const read = new WeakMap<object, PackageLicense>()

/** The licence that somebody set by hand, else that of the file. */
export function licenseOf({ content: { facts }, license: override }: PackageRecord): PackageLicense {
  const origin = override ?? facts
  if (origin === undefined) return none
  const known = read.get(origin)
  if (known !== undefined) return known
  const found = understood(facts?.license ?? null, override?.spdx ?? facts?.license)
  read.set(origin, found)
  return found
}

function understood(raw: string | null, text: string | undefined): PackageLicense {
  const expression = text === undefined ? undefined : readLicense(text)
  if (expression === undefined || !isListed(expression)) {
    return { raw, license: text ?? null, spdx: null, isOsiApproved: false, expression }
  }
  return {
    raw,
    license: 'id' in expression && expression.exception === undefined ? nameOf(expression.id) : textOf(expression),
    spdx: textOf(expression),
    isOsiApproved: licencesIn(expression).every(({ id }) => isOsiApproved(id)),
    expression,
  }
}

/** Of a package that has not been read yet. */
const none = understood(null, undefined)
