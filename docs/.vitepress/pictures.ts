import type { MarkdownRenderer } from 'vitepress'

/** Lets the keyboard reach a picture that stands alone: on a phone it is wider than the page, and is scrolled. */
export function focusPictures({ core }: MarkdownRenderer): void {
  core.ruler.push('focus-pictures', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      const inside = tokens[at + 1]?.children ?? []
      if (token.type === 'paragraph_open' && inside.length === 1 && inside[0]?.type === 'image') token.attrSet('tabindex', '0')
    }
  })
}
