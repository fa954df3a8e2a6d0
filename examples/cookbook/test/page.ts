import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

const docs = new URL('../../../docs/', import.meta.url)

/** Every page that people have written for the site, by its path below `docs`. */
export const pages: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', '{start,cookbook,concepts,decisions,policies}/*.md'], { cwd: docs }).map((path) => [
    path.replaceAll('\\', '/'),
    readFileSync(new URL(path, docs), 'utf8'),
  ]),
)

/** @throws {Error} there is no such page */
export function page(path: string): string {
  const text = pages.get(path)
  if (text === undefined) throw new Error(`There is no page ${path}.`)
  return text
}

/** Blocks of code of a language in a page. */
export const blocks = (path: string, language: string): string[] =>
  [...page(path).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text)

/**
 * Holds the n-th block of text of a page against what a program printed, but for digests and times, which differ from run to run. With `UPDATE=1` the
 * page gets what was printed.
 */
export function expectShown(path: string, printed: string, index = 0): void {
  const block = blocks(path, 'text')[index]
  if (block === undefined) throw new Error(`${path} has no block of text ${index}.`)
  if (process.env.UPDATE === undefined) {
    expect(anyDigest(`${settled(printed)}\n`)).toBe(anyDigest(block))
    return
  }
  const file = new URL(path, docs)
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(`\n\`\`\`text\n${block}`, () => `\n\`\`\`text\n${settled(printed)}\n`),
  )
}

/** A text without the first digits of digests: packages that are built for tests have other bytes when their builder changes. */
export const anyDigest = (text: string): string => text.replaceAll(/\b(?=[0-9a-f]*\d)(?:[0-9a-f]{12}|[0-9a-f]{8})\b/g, 'digest')

const settled = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{64}/g, '…')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…')
    .replaceAll(/[ \t]+$/gm, '')
    .trim()
