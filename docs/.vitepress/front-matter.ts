import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** The front matter of a page. */
export interface FrontMatter {
  /** Its title in the sidebar. Default: its first heading. */
  readonly title?: string
  /** One sentence, for search engines and `llms.txt`. */
  readonly description?: string
  /** Its position among the pages of its folder. Default: after the pages with a position, by title. */
  readonly order?: number
  /** Its section in the sidebar. Default: that of its folder. */
  readonly section?: string
}

/** A page, split into front matter and text. */
export interface SplitPage {
  readonly data: FrontMatter
  readonly text: string
}

/** Splits a page into front matter and text. */
export function splitPage(source: string): SplitPage {
  const [whole, yaml = ''] = /^---\n(.*?)\n---\n/s.exec(source) ?? []
  return whole === undefined ? { data: {}, text: source } : { data: parse(yaml) ?? {}, text: source.slice(whole.length) }
}

/** Reads a page. */
export const readPage = (path: string): SplitPage => splitPage(readFileSync(path, 'utf8'))

/** The title of a page: from its front matter, its first heading, or its path. */
export function titleOf({ data, text }: SplitPage, path: string): string {
  const [, heading] = /^# (.+)$/m.exec(text) ?? []
  return data.title ?? heading?.replaceAll('`', '') ?? path
}
