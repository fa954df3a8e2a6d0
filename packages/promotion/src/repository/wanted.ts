import type { PartialIdentity } from '@cloudsmith-sdk/formats'
import type { Identity } from './identity.ts'

/**
 * A package by its identity. What is not needed to tell it from others may be left out: distribution, architectures, file name.
 */
export type Wanted = PartialIdentity & {
  /** Every package that fits, such as all wheels of a version. Default: false, which makes several an error. */
  readonly all?: boolean | undefined
}

/** An identity to look for: what is left out may be anything. */
export const soughtFor = ({ filename = '', ...wanted }: Wanted): Identity => ({ ...wanted, filename })

/** What a list names, in words. */
export function describeWanted({ format, name, version, filename, distribution, architectures = [] }: Wanted): string {
  const more = [filename, distribution, ...architectures].filter(Boolean)
  return `${format} ${name} ${version}${more.length === 0 ? '' : ` (${more.join(', ')})`}`
}
