import { type DistributionRelease, distributions, findRelease, namedRelease } from '../catalogue/distributions.ts'
import { formatInfo } from '../catalogue/formats.ts'
import type { Content } from './package.ts'

/** The release of a distribution that a package was uploaded for: also one that the emulator does not know, since it tells packages apart. */
export function releaseOf({ format, fields: { distribution } }: Content): DistributionRelease | undefined {
  if (typeof distribution !== 'string' || !formatInfo(format).distributions) return undefined
  return findRelease(distributions, distribution, format) ?? namedRelease(distribution, format)
}
