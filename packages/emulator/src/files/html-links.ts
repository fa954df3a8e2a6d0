import { withCharacters } from './xml-references.ts'

/** A link of a page. */
export interface HtmlLink {
  readonly href: string
  /** Its attributes, by their names in lower case; those without a value have an empty one. */
  readonly attributes: ReadonlyMap<string, string>
}

/** Links of a page that are read, at most. */
const mostLinks = 100_000

const attribute = /\s*([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/y

/** The links of a page, in their order, as far as they lead anywhere. What is no HTML has none. */
export function linksIn(html: string): HtmlLink[] {
  const found: HtmlLink[] = []
  for (const { index, 0: opening } of html.matchAll(/<a(?=\s)/gi)) {
    const attributes = attributesAt(html, index + opening.length)
    const href = attributes.get('href')
    if (href !== undefined) found.push({ href, attributes })
    if (found.length >= mostLinks) break
  }
  return found
}

function attributesAt(html: string, from: number): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  attribute.lastIndex = from
  for (let match = attribute.exec(html); match !== null; match = attribute.exec(html)) {
    const [, name = '', value = ''] = match
    const isQuoted = value.length > 1 && /^["']/.test(value) && value[0] === value.at(-1)
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, withCharacters(isQuoted ? value.slice(1, -1) : value).trim())
  }
  return attributes
}

/** The last part of a link's path, without its escapes: what it calls a file. Nothing where there is none, or where they cannot be undone. */
export function filenameIn(href: string): string | undefined {
  try {
    return decodeURIComponent(href.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '') || undefined
  } catch {
    return undefined
  }
}
