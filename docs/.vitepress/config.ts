import { defineConfig } from 'vitepress'
import { keepBraces } from './braces.ts'
import { classifyColumns } from './columns.ts'
import { emptyHeads } from './empty-heads.ts'
import { home } from './home.ts'
import { withMain } from './landmark.ts'
import { leadLinks } from './links.ts'
import { navOf } from './nav.ts'
import { findPages, noPages } from './pages.ts'
import { focusPictures } from './pictures.ts'
import { writePlainPages } from './plain.ts'
import { repository } from './repository.ts'
import { weightOf } from './search.ts'
import { isGenerated } from './sections.ts'
import { sidebarOf } from './sidebar.ts'
import { slugOf } from './slug.ts'

const title = 'Cloudsmith SDK'
const description = 'An unofficial TypeScript SDK for Cloudsmith: client, promotion, webhooks and an emulator.'
const sidebar = sidebarOf(findPages())

export default defineConfig({
  title,
  description,
  lang: 'en',
  titleTemplate: `:title | ${title}`,
  // A path other than the root of the host, for example on GitHub Pages.
  base: process.env.DOCS_BASE ?? '/',
  srcExclude: noPages,
  outDir: '.vitepress/dist',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.DOCS_BASE ?? '/'}mark.svg` }]],
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(renderer) {
      leadLinks(renderer)
      keepBraces(renderer)
      emptyHeads(renderer)
      classifyColumns(renderer)
      focusPictures(renderer)
    },
  },
  transformPageData(page) {
    if (isGenerated(page.relativePath)) page.frontmatter.editLink = false
    // TypeDoc's pages say nothing of themselves.
    if (page.relativePath.startsWith('reference/types/')) page.description ||= `Types and functions of ${page.title}.`
    if (page.relativePath === 'index.md') Object.assign(page.frontmatter, home)
  },
  // What a link to a page shows in chats and issues.
  transformHead: ({ title: name, description: about }) => [
    ['meta', { property: 'og:title', content: name }],
    ['meta', { property: 'og:description', content: about }],
  ],
  transformHtml: (html, id) => (id.endsWith('/dist/index.html') ? withMain(html) : undefined),
  buildEnd: ({ outDir }) => writePlainPages(outDir, title, description),
  // The search index is one large file, which is loaded only when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 4096 } },
  themeConfig: {
    siteTitle: title,
    logo: '/mark.svg',
    nav: navOf(sidebar),
    sidebar,
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boostDocument: weightOf } } } },
    externalLinkIcon: true,
    notFound: {
      title: 'There is no such page',
      quote: 'It may have had another address in an earlier version. The search at the top finds pages by the words in them.',
      linkLabel: 'Go to the home page',
      linkText: 'Home page',
    },
    ...(repository === undefined
      ? {}
      : {
          editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
          socialLinks: [{ icon: 'git', link: repository, ariaLabel: 'Source' }],
        }),
  },
})
