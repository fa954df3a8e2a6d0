import { globSync } from 'node:fs'
import { join } from 'node:path'
import { readPage, titleOf } from './front-matter.ts'
import { sectionOf } from './sections.ts'

/** A page of the site. */
export interface SitePage {
  /** Path relative to the folder `docs`: `cookbook/rollback.md`. */
  readonly path: string
  /** Its title in the sidebar. */
  readonly title: string
  readonly description: string | undefined
  /** Its section in the sidebar. */
  readonly section: string
  readonly order: number
}

/** The folder `docs`. */
export const docs = join(import.meta.dirname, '..')

/** Files that are not pages: notes for contributors, and files of tools. */
export const noPages = ['README.md', '**/README.md', 'api/**', 'node_modules/**', 'public/**']

/** All pages, in the order of the sidebar. */
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
