import type { DefaultTheme } from 'vitepress'
import type { SitePage } from './pages.ts'
import { sections } from './sections.ts'

type Item = DefaultTheme.SidebarItem

/** The sidebar, built from the folders and the front matter of their pages: a new file is listed automatically. */
export function sidebarOf(pages: readonly SitePage[]): Item[] {
  return sections.flatMap(({ name, title }) => {
    const own = pages.filter(({ path, section }) => section === name && path !== 'index.md')
    const items = itemsIn(name, own)
    const first = items[0]?.link
    // Sections to read are open; the others are a title that links to their first page.
    return first === undefined ? [] : [{ text: title, link: first, items, collapsed: true }]
  })
}

/** The entries of a folder: its pages, and each subfolder as a group below its `index.md`, which is sorted among the pages. */
function itemsIn(folder: string, pages: readonly SitePage[]): Item[] {
  const groups = Map.groupBy(pages, ({ path }) => folderBelow(folder, path))
  const direct = (groups.get('') ?? []).map((page) => ({ page, item: itemOf(page) }))
  const nested = [...groups]
    .filter(([name]) => name !== '')
    .map(([name, within]) => {
      const path = `${folder}/${name}`
      // A page with the same name as a folder is the introduction to that folder.
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

/** The subfolder of a page within a folder; empty if it is in none. */
function folderBelow(folder: string, path: string): string {
  const [first = '', ...rest] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [path]
  return rest.length === 0 ? '' : first
}

/** Sorts pages by their order; entries without a page come last. */
const place = (pages: readonly SitePage[], page: SitePage | undefined): number =>
  page === undefined ? pages.length : pages.indexOf(page)

// `client/node` is below `@cloudsmith-sdk/client`, and the whole name takes two lines.
const itemOf = ({ title, path }: SitePage): Item => ({ text: title.replace(/^@[^/]+\/(?=[^/]+\/)/, ''), link: linkOf(path) })

/** The address of a page on the site. */
export const linkOf = (path: string): string => `/${path.replace(/(?:index)?\.md$/, '')}`
