import { filenameIn, linksIn } from '../../../files/html-links.ts'
import { isTable, textAt } from '../../../files/tree.ts'
import type { FileChecksums } from '../../../format/native-package.ts'
import type { NativeUpstream, UpstreamPackage } from '../../../format/native-upstream.ts'
import { upstreamPath } from '../../../format/upstream-path.ts'
import { normalName } from '../normal-name.ts'
import { versionInFileName } from './file-name.ts'

/** The accepted types: JSON, and the pages of older registries. */
const wantedTypes = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1'

/** Finds packages at another index. Its URL may include the last part of the index, as clients use it. */
export const pythonUpstream: NativeUpstream = {
  async list(source, { name }) {
    const path = `${/\/(simple|index)$/.test(source.url) ? '' : 'simple/'}${upstreamPath(normalName(name))}/`
    const answer = await source.get(path, { Accept: wantedTypes })
    if (answer === undefined) return []
    const isJson = /^application\/(vnd\.pypi\.simple\.v1\+)?json\b/.test(answer.headers.get('content-type') ?? '')
    const listed = isJson ? filesOfJson(answer.json()) : filesOfPage(answer.text())
    const base = new URL(path, `${source.url}/`).href
    return listed.flatMap((file) => packageOf(file, name, base))
  },
}

/** A file in an index. */
interface Listed {
  readonly filename: string
  readonly url: string
  readonly checksums: FileChecksums
  readonly publishedAt?: number | undefined
  readonly told: { readonly requiresPython: string | undefined; readonly yanked: string | boolean }
}

function packageOf({ filename, url, checksums, publishedAt, told }: Listed, name: string, base: string): UpstreamPackage[] {
  const version = versionInFileName(filename, name)
  const address = URL.parse(url, base)
  if (version === undefined || (address?.protocol !== 'https:' && address?.protocol !== 'http:')) return []
  address.hash = ''
  return [{ name, version, files: [{ filename, url: address.href, checksums }], publishedAt, told }]
}

function filesOfJson(json: unknown): Listed[] {
  const files = isTable(json) && Array.isArray(json.files) ? json.files : []
  return files.filter(isTable).flatMap((file) => {
    const [filename, url] = [textAt(file, 'filename'), textAt(file, 'url')]
    if (filename === undefined || url === undefined) return []
    const hashes = isTable(file.hashes) ? Object.entries(file.hashes) : []
    const publishedAt = Date.parse(textAt(file, 'upload-time') ?? '')
    return [
      {
        filename,
        url,
        checksums: {
          ...checksumsOf(hashes.filter((hash): hash is [string, string] => typeof hash[1] === 'string')),
          ...(typeof file.size === 'number' ? { size: file.size } : {}),
        },
        publishedAt: Number.isNaN(publishedAt) ? undefined : publishedAt,
        told: {
          requiresPython: textAt(file, 'requires-python'),
          yanked: typeof file.yanked === 'string' ? file.yanked || true : file.yanked === true,
        },
      },
    ]
  })
}

function filesOfPage(html: string): Listed[] {
  return linksIn(html).flatMap(({ href, attributes }) => {
    const [address = '', hash = ''] = href.split('#', 2)
    const filename = filenameIn(address)
    const [, kind = '', digest = ''] = /^(\w+)=([\da-fA-F]+)/.exec(hash) ?? []
    const yanked = attributes.get('data-yanked')
    const told = { requiresPython: attributes.get('data-requires-python'), yanked: yanked === undefined ? false : yanked || true }
    return filename === undefined ? [] : [{ filename, url: address, checksums: checksumsOf([[kind, digest]]), told }]
  })
}

const checksumsOf = (hashes: readonly (readonly [string, string])[]): FileChecksums =>
  Object.fromEntries(hashes.filter(([kind]) => ['md5', 'sha1', 'sha256', 'sha512'].includes(kind)))
