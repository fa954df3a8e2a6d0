import { globSync } from 'node:fs'
import { join } from 'node:path'
import { readPage, titleOf } from './front-matter.ts'
import { sectionOf } from './sections.ts'

/** A page of the site. */
export interface SitePage {
  /** From the folder of the documentation: `cookbook/rollback.md`. */
  readonly path: string
  /** As the sidebar calls it. */
  readonly title: string
  readonly description: string | undefined
  /** Which part of the sidebar it is in. */
  readonly section: string
  readonly order: number
}

/** The folder of the documentation. */
export const docs = join(import.meta.dirname, '..')

/** What is no page: notes for those who work on the site, and what belongs to tools. */
export const noPages = ['README.md', '**/README.md', 'api/**', 'node_modules/**', 'public/**']

/** All pages, in the order in which readers find them. */
export function findPages(): readonly SitePage[] {
  return globSync('**/*.md', { cwd: docs, exclude: noPages })
    .map((found) => {
      const path = found.replaceAll('\\', '/')
      const page = readPage(join(docs, path))
      const { description, order = Number.POSITIVE_INFINITY, section = sectionOf(path) } = page.data
      return { path, title: titleOf(page, path), description, section, order }
    })
    .sort((one, other) => compare(one.order, other.order) || one.title.localeCompare(other.title))
}

const compare = (one: number, other: number): number => (one === other ? 0 : one - other)
