/** Longest such tag, in characters. It is not known how the service shortens names. */
const longest = 32

/** The tag of packages from an upstream: a short form of its name. @see docs/service.md#tags */
export function shortName(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}._]+/gu) ?? []
  return words.join('-').slice(0, longest) || 'upstream'
}
