/**
 * How much a hit counts, by the page that it is on: who searches for `upstream` wants to be told about upstreams first, and then the types that have
 * the word in their names.
 *
 * VitePress writes the text of this function into the site: it knows nothing but what is in it.
 *
 * @param id address of a section of a page
 */
export function weightOf(id: string): number {
  if (/\/reference\/types\//.test(id)) return 0.4
  if (/\/(reference|decisions|policies)\//.test(id)) return 0.8
  return /\/(start|cookbook|concepts)\//.test(id) ? 2 : 1
}
