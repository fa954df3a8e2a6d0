import type { DefaultTheme } from 'vitepress'
import { sections } from './sections.ts'
import { publishedPackages } from './versions.ts'

/** The sections that the bar at the top leads to: on the home page, which has no sidebar, there is no other way to them. */
const inBar: readonly string[] = ['start', 'cookbook', 'concepts', 'reference']

/** The bar at the top: the main sections, and the versions that the site documents. */
export function navOf(sidebar: readonly DefaultTheme.SidebarItem[]): DefaultTheme.NavItem[] {
  const main = sections.flatMap(({ name, title }) => {
    const link = sidebar.find(({ text }) => text === title)?.link
    return link === undefined || !inBar.includes(name) ? [] : [{ text: title, link, activeMatch: `^/${name}/` }]
  })
  return [...main, { text: 'Versions', items: publishedPackages().map(versionItem) }]
}

function versionItem({ name, version }: { readonly name: string; readonly version: string }): DefaultTheme.NavItemWithLink {
  const short = name.replace(/^@[^/]+\//, '')
  return { text: `${short} ${version === '0.0.0' ? '(not published yet)' : version}`, link: `/packages/${short}` }
}
