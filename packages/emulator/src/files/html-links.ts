import { withCharacters } from './xml-references.ts'

/** A link in a page. */
export interface HtmlLink {
  readonly href: string
  /** Attributes by name in lower case; those without a value have an empty one. */
  readonly attributes: ReadonlyMap<string, string>
}

/** Most links that are read from a page. */
const mostLinks = 100_000

const attribute = /\s*([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/y

/** The links of a page that have a target, in order. Anything that is not HTML has none. */
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

/** The decoded last segment of a link's path, which is a file name. Undefined if there is none, or it cannot be decoded. */
export function filenameIn(href: string): string | undefined {
  try {
    return decodeURIComponent(href.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '') || undefined
  } catch {
    return undefined
  }
}
