import type { Identity } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'

/** A package in one line, whatever its author called it: `npm:@acme/web@7.0.0`, with the other parts of its identity. */
export function nameOf({ format, name, version, distribution, architectures = [] }: Identity): string {
  const more = [distribution, ...architectures].filter(Boolean)
  return visible(`${format}:${name}@${version}${more.length === 0 ? '' : ` (${more.join(', ')})`}`)
}
