import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import type { FrontMatter } from '../.vitepress/front-matter.ts'
import { root } from './root.ts'

/** A page generated from the code. */
export interface Page {
  /** Relative to the folder `docs`. */
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
