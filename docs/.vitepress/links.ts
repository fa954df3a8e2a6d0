import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'
import { repository } from './repository.ts'

/**
 * Where a link of a page leads on the site: to a page, or to a file of the repository. Undefined where the file is not on the site and nobody
 * says where the repository is.
 *
 * @param href as it stands in the page
 * @param page the page, from the root of the repository: `docs/service.md`
 */
export function targetOf(href: string, page: string): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return href
  const [, path = '', hash = ''] = /^([^#]*)(#.*)?$/.exec(href) ?? []
  const file = posix.join(posix.dirname(page), path).replace(/\/$/, '')
  const ofSite = pageOf(file)
  if (ofSite !== undefined) return `${ofSite}${hash}`
  return repository === undefined ? undefined : `${repository}/blob/main/${file}${hash}`
}

/** The page of the site that a file of the repository is. */
function pageOf(file: string): string | undefined {
  const [, name] = /^packages\/(cli|client|emulator|promotion|service|webhooks)(?:\/README\.md)?$/.exec(file) ?? []
  if (name !== undefined) return `/packages/${name}.md`
  if (file === 'packages/client/api.md') return '/reference/api/index.md'
  if (file === 'docs/README.md') return '/index.md'
  return file.startsWith('docs/') ? file.slice('docs'.length) : undefined
}

/** Teaches the renderer to lead links to where they end on the site, and to leave out those that would end nowhere. */
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
