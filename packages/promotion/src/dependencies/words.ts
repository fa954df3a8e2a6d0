import type { Identity } from '../repository/identity.ts'
import { visible } from '../text/visible.ts'
import type { Named } from './names.ts'
import type { VersionRequirement } from './requirement.ts'

/** What is asked of a version, in words: `>= 1 and << 3`; empty where any will do. */
export const rangeText = (requirements: readonly VersionRequirement[]): string =>
  requirements
    .flatMap(({ operator, version }) =>
      version === null ? [] : [operator === null || operator === 'matches' ? version : `${operator} ${version}`],
    )
    .join(' and ')

/** What is needed, in words: `npm lib ^1.4.0`. */
export const needText = ({
  format,
  name,
  requirements,
}: Named & { readonly requirements: readonly VersionRequirement[] }): string =>
  visible([format, name, rangeText(requirements)].filter(Boolean).join(' '))

/** A package that others need, in words, and what of it they ask for: `npm lib 1.9.0 (^1.4.0)`. */
export function servedText({ format, name, version }: Identity, requirements: readonly VersionRequirement[]): string {
  const range = rangeText(requirements)
  return visible([format, name, version, range && `(${range})`].filter(Boolean).join(' '))
}
