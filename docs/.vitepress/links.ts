import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { repository } from './repository.ts'

/**
 * The target of a page's link on the site: a page, or a file of the repository. Undefined if the file is not on the site and the address of the repository
 * is unknown.
 *
 * @param href as written in the page
 * @param page path of the page, relative to the root of the repository: `docs/service.md`
 */
export function targetOf(href: string, page: string): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [, path = '', hash = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  const file = posix.join(posix.dirname(page), path).replace(/\/$/, '')
  const ofSite = pageOf(file)
  if (ofSite !== undefined) return `${ofSite}${hash}`
  return repository === undefined ? undefined : `${repository}/blob/main/${file}${hash}`
}

/** The page of the site for a file of the repository. */
function pageOf(file: string): string | undefined {
  const [, name] = /^packages\/(cli|client|emulator|promotion|service|webhooks)(?:\/README\.md)?$/.exec(file) ?? []
  if (name !== undefined) return `/packages/${name}.md`
  if (file === 'packages/client/api.md') return '/reference/api/index.md'
  if (file === 'docs/README.md') return '/index.md'
  return file.startsWith('docs/') ? file.slice('docs'.length) : undefined
}

/** Makes the renderer resolve links to their targets on the site, and remove links without a target. */
export function leadLinks(renderer: MarkdownRenderer): void {
  renderer.core.ruler.after('inline', 'lead-links', ({ tokens, env }) => {
    const page = `docs/${(env as { relativePath?: string }).relativePath ?? ''}`
    for (const { children } of tokens) {
      let left = false
      for (const token of children ?? []) {
        if (token.type === 'link_open') {
          const target = targetOf(token.attrGet('href') ?? '', page)
          left = target === undefined
          if (target !== undefined) token.attrSet('href', target)
        }
        if (!left) continue
        if (token.type === 'link_open' || token.type === 'link_close') {
          left = token.type === 'link_open'
          token.type = 'text'
          token.tag = ''
          token.nesting = 0
          token.content = ''
        }
      }
    }
  })
}
