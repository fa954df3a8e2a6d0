import type { MarkdownRenderer } from 'vitepress'

/** Makes empty header cells of tables ordinary cells, so that screen readers do not announce them as headers. */
export function emptyHeads({ core }: MarkdownRenderer): void {
  core.ruler.push('empty-heads', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      const [inside, end] = [tokens[at + 1], tokens[at + 2]]
      if (token.type !== 'th_open' || inside?.content !== '' || end === undefined) continue
      token.tag = 'td'
      end.tag = 'td'
    }
  })
}
