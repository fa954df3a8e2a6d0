import { defineConfig } from 'vitepress'
import { keepBraces } from './braces.ts'
import { emptyHeads } from './empty-heads.ts'
import { home } from './home.ts'
import { withMain } from './landmark.ts'
import { leadLinks } from './links.ts'
import { findPages, noPages } from './pages.ts'
import { writePlainPages } from './plain.ts'
import { repository } from './repository.ts'
import { weightOf } from './search.ts'
import { isGenerated } from './sections.ts'
import { sidebarOf } from './sidebar.ts'
import { slugOf } from './slug.ts'

const title = 'Cloudsmith SDK'
const description = 'An unofficial TypeScript SDK for Cloudsmith: client, promotion, webhooks and an emulator.'

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
    },
  },
  transformPageData(page) {
    if (isGenerated(page.relativePath)) page.frontmatter.editLink = false
    if (page.relativePath === 'index.md') Object.assign(page.frontmatter, home)
  },
  transformHtml: (html, id) => (id.endsWith('/dist/index.html') ? withMain(html) : undefined),
  buildEnd: ({ outDir }) => writePlainPages(outDir, title, description),
  // The search index is one large file, which is loaded only when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 4096 } },
  themeConfig: {
    siteTitle: title,
    logo: '/mark.svg',
    sidebar: sidebarOf(findPages()),
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { searchOptions: { boostDocument: weightOf } } } },
    externalLinkIcon: true,
    ...(repository === undefined
      ? {}
      : {
          editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
          socialLinks: [{ icon: 'git', link: repository, ariaLabel: 'Source' }],
        }),
  },
})
