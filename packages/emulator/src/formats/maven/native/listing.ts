import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { NativeRepository } from '../../../format/native.ts'
import { escapeXml } from '../../../format/xml-writer.ts'
import { packageAt } from './files.ts'
import type { MavenPlace } from './paths.ts'

/** Lists the files of a version as web servers list folders, so that other repositories can find out what exists. @throws {Refusal} 404 */
export async function listing(place: MavenPlace, repository: NativeRepository): Promise<Reply> {
  const pkg = await packageAt(place, repository)
  if (pkg === undefined) throw notFound()
  const links = pkg.files.map(({ filename }) => `<a href="${encodeURIComponent(filename)}">${escapeXml(filename)}</a>\n`)
  return {
    status: 200,
    raw: `<!doctype html>\n<title>${escapeXml(place.artifact)} ${escapeXml(place.version)}</title>\n<pre>\n${links.join('')}</pre>\n`,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  }
}

/** The names of the files that such a list links to. */
export function filesIn(html: string): string[] {
  return [...html.matchAll(/href="([^"/?#]+)"/g)].flatMap(([, href = '']) => decoded(href))
}

function decoded(href: string): string[] {
  try {
    return [decodeURIComponent(href)]
  } catch {
    return []
  }
}
