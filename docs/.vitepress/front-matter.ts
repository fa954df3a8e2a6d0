import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** What a page says of itself before its text. */
export interface FrontMatter {
  /** What the sidebar calls it; without, its first heading. */
  readonly title?: string
  /** One sentence: for search engines, and for the list of pages that programs read. */
  readonly description?: string
  /** Where it stands among the pages of its folder; without, after those that say it, by title. */
  readonly order?: number
  /** Which part of the sidebar it is in; without, that of its folder. */
  readonly section?: string
}

/** A page in two: what it says of itself, and its text. */
export interface SplitPage {
  readonly data: FrontMatter
  readonly text: string
}

/** Splits the front matter off a page. */
export function splitPage(source: string): SplitPage {
  const [whole, yaml = ''] = /^---\n(.*?)\n---\n/s.exec(source) ?? []
  return whole === undefined ? { data: {}, text: source } : { data: parse(yaml) ?? {}, text: source.slice(whole.length) }
}

/** Reads a page. */
export const readPage = (path: string): SplitPage => splitPage(readFileSync(path, 'utf8'))

/** What a page is called: by its front matter, by its first heading, or by its path. */
export function titleOf({ data, text }: SplitPage, path: string): string {
  const [, heading] = /^# (.+)$/m.exec(text) ?? []
  return data.title ?? heading?.replaceAll('`', '') ?? path
}
