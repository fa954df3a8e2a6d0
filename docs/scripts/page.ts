import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import type { FrontMatter } from '../.vitepress/front-matter.ts'
import { root } from './root.ts'

/** A page that is made of what the code says. */
export interface Page {
  /** From the folder of the documentation. */
  readonly path: string
  readonly data: FrontMatter
  readonly text: string
}

/** Writes a page. */
export function writePage({ path, data, text }: Page): void {
  const file = join(root, 'docs', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `---\n${stringify(data)}---\n\n${text.trim()}\n`)
}
