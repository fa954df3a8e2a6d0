import type { DefaultTheme } from 'vitepress'
import type { SitePage } from './pages.ts'
import { sections } from './sections.ts'

type Item = DefaultTheme.SidebarItem

/** The sidebar, of the folders and of what their pages say of themselves: a new page is in it as soon as its file is there. */
export function sidebarOf(pages: readonly SitePage[]): Item[] {
  return sections.flatMap(({ name, title }) => {
    const items = itemsOf(pages.filter(({ path, section }) => section === name && path !== 'index.md'))
    return items.length === 0 ? [] : [{ text: title, items, collapsed: false }]
  })
}

/** Pages of a folder inside of a section stand below its `index.md`. */
function itemsOf(pages: readonly SitePage[]): Item[] {
  const nested = Map.groupBy(pages, ({ path }) => path.split('/').slice(0, -1).slice(1).join('/'))
  const top = nested.get('') ?? []
  return [
    ...top.map(itemOf),
    ...[...nested]
      .filter(([folder]) => folder !== '')
      .map(([folder, within]) => {
        const index = within.find(({ path }) => path.endsWith('/index.md'))
        return {
          text: index?.title ?? folder,
          ...(index === undefined ? {} : { link: linkOf(index.path) }),
          items: within.filter((page) => page !== index).map(itemOf),
          collapsed: true,
        }
      }),
  ]
}

const itemOf = ({ title, path }: SitePage): Item => ({ text: title, link: linkOf(path) })

/** Where a page is found on the site. */
export const linkOf = (path: string): string => `/${path.replace(/(?:index)?\.md$/, '')}`
