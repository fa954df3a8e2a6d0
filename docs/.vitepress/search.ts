/**
 * The weight of a search hit, by its page: a search for `upstream` should first find explanations of upstreams, and then the types that have the word in
 * their names.
 *
 * VitePress copies the source of this function into the site, so it must not use anything from outside.
 *
 * @param id address of a section of a page
 */
export function weightOf(id: string): number {
  if (/\/reference\/types\//.test(id)) return 0.4
  if (/\/(reference|decisions|policies)\//.test(id)) return 0.8
  return /\/(start|cookbook|concepts)\//.test(id) ? 2 : 1
}
