import { type Distributions, numbered, range } from '../../format/distribution.ts'

/**
 * Distributions that Alpine packages can be for. What is built for one does not run on the other, so that none is for both.
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
