import type { MarkdownRenderer } from 'vitepress'

/** A cell of a table's head in which nothing stands heads nothing: it is a cell like others, for those to whom a table is read aloud. */
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
