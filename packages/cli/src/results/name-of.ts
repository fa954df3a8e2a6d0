import type { Identity } from '@cloudsmith-sdk/promotion'

/** A package in a word: `npm:@acme/web@7.0.0`, with what else tells it apart. */
export function nameOf({ format, name, version, distribution, architectures = [] }: Identity): string {
  const more = [distribution, ...architectures].filter(Boolean)
  return `${format}:${name}@${version}${more.length === 0 ? '' : ` (${more.join(', ')})`}`
}
