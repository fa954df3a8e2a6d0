import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { docs, noPages } from '../../.vitepress/pages.ts'
import { isGenerated } from '../../.vitepress/sections.ts'

/** A block of code in a page. */
export interface Block {
  /** Path relative to the folder `docs`, and the line it starts at. */
  readonly place: string
  readonly language: string
  /** The words after the language. */
  readonly meta: string
  readonly text: string
}

/** The pages that people wrote. */
export const writtenPages = (): readonly string[] =>
  globSync('**/*.md', { cwd: docs, exclude: noPages })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !isGenerated(path))
    .sort()

/** Every block of code in the pages that people wrote. What pages show of programs is none of them. */
export const writtenBlocks = (): readonly Block[] =>
  writtenPages().flatMap((page) => blocksIn(readFileSync(join(docs, page), 'utf8'), page))

/** Every block of code in a page. */
export function blocksIn(page: string, path: string): Block[] {
  return [...page.matchAll(/^( *)```(\S+)?(.*)\n([\s\S]*?)^\1```$/gm)].map(
    ({ 1: indent = '', 2: language = '', 3: meta = '', 4: text = '', index }) => ({
      place: `${path}:${page.slice(0, index).split('\n').length}`,
      language,
      meta: meta.trim(),
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}
