import type { PartialIdentity } from '@cloudsmith-sdk/formats'
import type { Identity } from './identity.ts'

/** A package by its identity. Distribution, architectures and file name may be omitted if they are not needed to identify it. */
export type Wanted = PartialIdentity & {
  /** Select every package that matches, such as all wheels of a version. Default: false, which makes several matches an error. */
  readonly all?: boolean | undefined
}

/** The identity to search for; omitted parts match anything. */
export const soughtFor = ({ filename = '', ...wanted }: Wanted): Identity => ({ ...wanted, filename })

/** Describes a listed package in words. */
export function describeWanted({ format, name, version, filename, distribution, architectures = [] }: Wanted): string {
  const more = [filename, distribution, ...architectures].filter(Boolean)
  return `${format} ${name} ${version}${more.length === 0 ? '' : ` (${more.join(', ')})`}`
}
