import { type Expression, isListed, licencesIn, textOf } from '@cloudsmith-sdk/licences'
import { isOsiApproved, nameOf } from '../format/license-names.ts'
import { readLicense } from '../format/licenses.ts'
import type { PackageRecord } from '../world/records.ts'

/** The licence of a package, as far as it is known. */
export interface PackageLicense {
  /** As written in the file. */
  readonly raw: string | null
  /** Its name in the SPDX list, or else as written in the file. */
  readonly license: string | null
  /** The SPDX expression that it means; null if part of it is not in the SPDX list. */
  readonly spdx: string | null
  readonly isOsiApproved: boolean
  /** The parsed expression, including parts that are not in the list; undefined without a licence. */
  readonly expression: Expression | undefined
}

/** A cache by the source of the licence, which is replaced when it changes, so that lists of packages do not parse it again. */
const read = new WeakMap<object, PackageLicense>()

/** The licence that was set by hand, or else that of the file. */
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

/** For a package that has not been read yet. */
const none = understood(null, undefined)
