import { filenameIn, linksIn } from '../../../files/html-links.ts'
import { textAt } from '../../../files/tree.ts'
import { noVersion } from '../../../format/fields.ts'
import { filePath } from '../../../format/file-path.ts'
import type { NativeUpstream } from '../../../format/native-upstream.ts'

/**
 * Finds a file at a plain web server whose folders are pages with links: a file exists if the page of its folder links to it. Such pages have no
 * checksums.
 *
 * @see docs/service.md#native-registries
 */
export const genericUpstream: NativeUpstream = {
  async list(source, { name: path }) {
    const parts = below(filePath(textAt(source.settings, 'upstream_prefix') ?? ''), path)?.split('/') ?? []
    const filename = parts.pop()
    // A path that leads upwards is not in a folder of the upstream.
    if (filename === undefined || [...parts, filename].some((part) => part === '.' || part === '..')) return []
    const folder = parts.map((part) => `${encodeURIComponent(part)}/`).join('')
    const page = await source.get(folder)
    if (page === undefined) return []
    const address = linksIn(page.text())
      .map(({ href }) => URL.parse(href, new URL(folder, `${source.url}/`).href))
      .find((link) => link !== null && /^https?:$/.test(link.protocol) && filenameIn(link.pathname) === filename)
    if (!address) return []
    address.hash = ''
    const files = [{ filename, url: address.href, checksums: {} }] as const
    return [{ name: filename, version: noVersion, files, fields: { filepath: path } }]
  },
}

/** The rest of a path after a prefix; undefined if it does not start with that. */
function below(prefix: string | undefined, path: string): string | undefined {
  return prefix !== undefined && path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined
}
