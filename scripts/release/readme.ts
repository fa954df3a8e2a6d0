import { posix } from 'node:path'
import type { Address } from './address.ts'

/** How the paragraph begins that is right for as long as there is no release. */
export const unpublished = 'Nothing is published yet'

/**
 * The README of a package as a registry's page shows it, which has none of the repository's other files: links lead to the repository, and it does not
 * say that nothing is published.
 *
 * @param directory the package's folder in the repository, with slashes
 */
export function readmeForRelease(text: string, { repository }: Address, directory: string): string {
  const paragraphs = text.split('\n\n').filter((paragraph) => !paragraph.startsWith(unpublished))
  return withLinks(paragraphs.join('\n\n'), (link) => {
    const [path = '', anchor] = link.split('#', 2)
    return `${repository}/blob/HEAD/${posix.join(directory, path)}${anchor === undefined ? '' : `#${anchor}`}`
  })
}

/** Links of a page that mean something only beside the files that it stands with. */
export function relativeLinks(text: string): string[] {
  const found: string[] = []
  withLinks(text, (link) => {
    found.push(link)
    return link
  })
  return found
}

/** Writes the relative links of a page anew. Code has none, whatever it looks like. */
function withLinks(text: string, anew: (link: string) => string): string {
  let isCode = false
  return text
    .split('\n')
    .map((line) => {
      if (line.trimStart().startsWith('```')) isCode = !isCode
      if (isCode) return line
      return line.replace(/`[^`]*`|\]\(([^()[\]\s]+)\)/g, (whole, link?: string) =>
        link === undefined || /^(?:#|[a-z]+:)/.test(link) ? whole : `](${anew(link)})`,
      )
    })
    .join('\n')
}
