import type { MarkdownRenderer } from 'vitepress'

/** Shows `{{…}}` in a page literally: our templates look like Vue expressions. */
export function keepBraces({ renderer: { rules } }: MarkdownRenderer): void {
  for (const name of ['text', 'code_inline'] as const) {
    const render = rules[name]
    if (render === undefined) throw new Error(`No rule renders ${name}`)
    rules[name] = (...all) => render(...all).replaceAll('{{', '&#123;&#123;')
  }
}
