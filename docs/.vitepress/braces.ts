import type { MarkdownRenderer } from 'vitepress'

/** Shows `{{…}}` of a page as it stands: templates of ours look like expressions of the program that shows the page. */
export function keepBraces({ renderer: { rules } }: MarkdownRenderer): void {
  for (const name of ['text', 'code_inline'] as const) {
    const render = rules[name]
    if (render === undefined) throw new Error(`No rule renders ${name}`)
    rules[name] = (...all) => render(...all).replaceAll('{{', '&#123;&#123;')
  }
}
