import type { Identity } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'

/** A package in a word: `npm:@acme/web@7.0.0`, with what else tells it apart. Whatever its author called it, it is one line. */
export function nameOf({ format, name, version, distribution, architectures = [] }: Identity): string {
  const more = [distribution, ...architectures].filter(Boolean)
  return visible(`${format}:${name}@${version}${more.length === 0 ? '' : ` (${more.join(', ')})`}`)
}
