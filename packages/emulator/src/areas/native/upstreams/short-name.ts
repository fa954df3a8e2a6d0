/** Characters of such a tag, at most: how the service shortens names is not known. */
const longest = 32

/** The tag that packages have which were fetched from an upstream: a short form of its name. @see docs/service.md#tags */
export function shortName(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}._]+/gu) ?? []
  return words.join('-').slice(0, longest) || 'upstream'
}
