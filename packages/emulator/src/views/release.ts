import { type DistributionRelease, findRelease } from '../catalogue/distributions.ts'
import type { Content } from '../world/package.ts'

/** The release of a distribution that a package was uploaded for. */
export function releaseOf({ format, fields }: Content): DistributionRelease | undefined {
  return typeof fields.distribution === 'string' ? findRelease(fields.distribution, format) : undefined
}
