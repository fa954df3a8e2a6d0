import { type DistributionRelease, distributions, findRelease, namedRelease } from '../catalogue/distributions.ts'
import { formatInfo } from '../catalogue/formats.ts'
import type { Content } from './package.ts'

/** The distribution release that a package was uploaded for. It may be unknown to the emulator, because it is part of the identity. */
export function releaseOf({ format, fields: { distribution } }: Content): DistributionRelease | undefined {
  if (typeof distribution !== 'string' || !formatInfo(format).distributions) return undefined
  return findRelease(distributions, distribution, format) ?? namedRelease(distribution, format)
}
