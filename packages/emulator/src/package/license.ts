import { findLicense, licensesIn } from '../format/licenses.ts'
import type { PackageRecord } from '../world/records.ts'

/** The licence of a package, as far as it is known. */
export interface PackageLicense {
  /** As the file writes it. */
  readonly raw: string | null
  /** Its name in the SPDX list, else as the file writes it. */
  readonly license: string | null
  readonly spdx: string | null
  readonly isOsiApproved: boolean
}

/** The licence that somebody set by hand, else that of the file. */
export function licenseOf({ content, license: override }: PackageRecord): PackageLicense {
  const raw = content.facts?.license ?? null
  const written = override?.spdx ?? raw ?? undefined
  const found = findLicense(written)
  const { known, unknown } = licensesIn(written)
  const isKnown = known.length > 0 && unknown.length === 0
  return {
    raw,
    license: found?.name ?? written ?? null,
    spdx: isKnown ? (found?.spdx ?? written ?? null) : null,
    isOsiApproved: isKnown && known.every(({ isOsiApproved }) => isOsiApproved),
  }
}
