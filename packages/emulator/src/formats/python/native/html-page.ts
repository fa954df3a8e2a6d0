/** A link in a page. */
export interface PageLink {
  readonly href: string
  readonly text: string
  /** Attributes with an undefined value are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>
}

/** A page of links, as in the first version of indexes. @see https://peps.python.org/pep-0503/ */
export function htmlPage(title: string, links: readonly PageLink[]): string {
  const lines = links.map(({ href, text, attributes }) => {
    const all = Object.entries({ href, ...attributes }).flatMap(([name, value]) =>
      value === undefined ? [] : [` ${name}="${escaped(value)}"`],
    )
    return `    <a${all.join('')}>${escaped(text)}</a><br/>\n`
  })
  const head = `    <meta name="pypi:repository-version" content="1.0">\n    <title>${escaped(title)}</title>\n`
  return `<!DOCTYPE html>\n<html>\n  <head>\n${head}  </head>\n  <body>\n${lines.join('')}  </body>\n</html>\n`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
