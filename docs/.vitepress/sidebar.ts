import type { DefaultTheme } from 'vitepress'
import type { SitePage } from './pages.ts'
import { sections } from './sections.ts'

type Item = DefaultTheme.SidebarItem

/** The sidebar, of the folders and of what their pages say of themselves: a new page is in it as soon as its file is there. */
export function sidebarOf(pages: readonly SitePage[]): Item[] {
  return sections.flatMap(({ name, title }) => {
    const own = pages.filter(({ path, section }) => section === name && path !== 'index.md')
    const items = itemsIn(name, own)
    const first = items[0]?.link
    // What is read is open, and the rest is a title that leads to its first page.
    return first === undefined ? [] : [{ text: title, link: first, items, collapsed: true }]
  })
}

/** What stands in a folder: its pages, and each folder in it as a group below its `index.md`, which has its place among the pages. */
function itemsIn(folder: string, pages: readonly SitePage[]): Item[] {
  const groups = Map.groupBy(pages, ({ path }) => folderBelow(folder, path))
  const direct = (groups.get('') ?? []).map((page) => ({ page, item: itemOf(page) }))
  const nested = [...groups]
    .filter(([name]) => name !== '')
    .map(([name, within]) => {
      const path = `${folder}/${name}`
      // A page beside a folder of its name is what the folder is about.
      const head =
        within.find((page) => page.path === `${path}/index.md`) ?? direct.find(({ page }) => page.path === `${path}.md`)?.page
      const items = itemsIn(
        path,
        within.filter((page) => page !== head),
      )
      return { page: head, item: { ...(head === undefined ? { text: name } : itemOf(head)), items, collapsed: true } }
    })
  const heads = nested.map(({ page }) => page)
  const all = [...direct.filter(({ page }) => !heads.includes(page)), ...nested]
  return all.sort((one, other) => place(pages, one.page) - place(pages, other.page)).map(({ item }) => item)
}

/** The folder in a folder that a page is in; empty where it is in none. */
function folderBelow(folder: string, path: string): string {
  const [first = '', ...rest] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [path]
  return rest.length === 0 ? '' : first
}

/** Pages come in their order; what has no page comes last. */
const place = (pages: readonly SitePage[], page: SitePage | undefined): number =>
  page === undefined ? pages.length : pages.indexOf(page)

// `client/node` is below `@cloudsmith-sdk/client`, and the whole name takes two lines.
const itemOf = ({ title, path }: SitePage): Item => ({ text: title.replace(/^@[^/]+\/(?=[^/]+\/)/, ''), link: linkOf(path) })

/** Where a page is found on the site. */
export const linkOf = (path: string): string => `/${path.replace(/(?:index)?\.md$/, '')}`
