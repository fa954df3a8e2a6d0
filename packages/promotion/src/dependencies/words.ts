import type { Identity } from '../repository/identity.ts'
import { visible } from '../text/visible.ts'
import type { Named } from './names.ts'
import type { VersionRequirement } from './requirement.ts'

/** Version requirements in words: `>= 1 and << 3`; empty if any version satisfies. */
export const rangeText = (requirements: readonly VersionRequirement[]): string =>
  requirements
    .flatMap(({ operator, version }) =>
      version === null ? [] : [operator === null || operator === 'matches' ? version : `${operator} ${version}`],
    )
    .join(' and ')

/** A dependency in words: `npm lib ^1.4.0`. */
export const needText = ({
  format,
  name,
  requirements,
}: Named & { readonly requirements: readonly VersionRequirement[] }): string =>
  visible([format, name, rangeText(requirements)].filter(Boolean).join(' '))

/** A package that others depend on, with their version requirements, in words: `npm lib 1.9.0 (^1.4.0)`. */
export function servedText({ format, name, version }: Identity, requirements: readonly VersionRequirement[]): string {
  const range = rangeText(requirements)
  return visible([format, name, version, range && `(${range})`].filter(Boolean).join(' '))
}
