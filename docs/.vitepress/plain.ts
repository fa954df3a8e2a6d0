import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readPage } from './front-matter.ts'
import { targetOf } from './links.ts'
import { docs, findPages, type SitePage } from './pages.ts'
import { sections } from './sections.ts'
import { withSnippets } from './snippets.ts'
import { publishedPackages } from './versions.ts'

/** Reference pages, too many to read at once: `llms-full.txt` leaves them out, `llms.txt` lists all of them. */
const isLookedUp = ({ path }: SitePage): boolean => /^reference\/(api|types)\//.test(path)

/** Writes the site for programs: each page as Markdown with its pictures, `llms.txt` with a list of all pages, `llms-full.txt` with their text. */
export function writePlainPages(folder: string, title: string, description: string): void {
  const pages = findPages().filter(({ path }) => path !== 'index.md')
  const texts = new Map(pages.map((page) => [page.path, plainText(page)]))
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  // The built site has the pictures under hashed names.
  cpSync(join(docs, 'pictures'), join(folder, 'pictures'), { recursive: true })
  const versions = publishedPackages().map(({ name, version }) => `${name} ${version}`)
  const opening = `# ${title}\n\n> ${description}\n\nFor these versions: ${versions.join(', ')}.\n`
  const list = sections.flatMap(({ name, title: section }) => {
    const rows = pages.filter((page) => page.section === name).map(rowOf)
    return rows.length === 0 ? [] : [`## ${section}\n\n${rows.join('\n')}\n`]
  })
  writeFileSync(join(folder, 'llms.txt'), [opening, ...list].join('\n'))
  const whole = pages.filter((page) => !isLookedUp(page)).map(({ path }) => texts.get(path) ?? '')
  const note = 'The reference of API methods and types is not included here: `llms.txt` links to each of its pages.\n'
  writeFileSync(join(folder, 'llms-full.txt'), [opening, note, ...whole].join('\n'))
}

const base = process.env.DOCS_BASE ?? '/'

const rowOf = ({ path, title, description }: SitePage): string =>
  `- [${title}](${base}${path})${description === undefined ? '' : `: ${description}`}`

/** A page as plain Markdown, with snippets included and links resolved. */
function plainText({ path }: SitePage): string {
  const text = withSnippets(readPage(join(docs, path)).text, path)
  return `${text.replace(/\[([^\]\n]*)\]\(([^)\s]+)\)/g, (_, words: string, href: string) => linkOf(words, href, path)).trim()}\n`
}

function linkOf(words: string, href: string, page: string): string {
  const target = targetOf(href, `docs/${page}`)
  if (target === undefined) return words
  return `[${words}](${target.startsWith('/') ? base + target.slice(1) : target})`
}
