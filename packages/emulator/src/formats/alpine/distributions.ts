import { type Distributions, numbered, range } from '../../format/distribution.ts'

/**
 * Distributions of Alpine packages. There is none for all, because packages only run on the distribution that they were built for.
 *
 * @see docs/service.md#distributions
 */
export const alpineDistributions: Distributions = {
  alpine: numbered(
    'Alpine Linux',
    ...range(4, 7).map((minor) => `v2.${minor}`),
    ...range(0, 23).map((minor) => `v3.${minor}`),
    'edge',
  ),
  wolfi: numbered('Wolfi'),
}
