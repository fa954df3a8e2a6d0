import { segmentsOf } from '../../core/path.ts'

/** A request about an image. */
export interface Route {
  readonly owner: string
  readonly repo: string
  readonly name: string
  readonly kind: 'manifests' | 'blobs' | 'uploads' | 'tags' | 'referrers'
  /** A tag or a digest; for uploads their id, which is empty for a new one. */
  readonly reference: string
}

/** A request about a whole repository. */
export interface CatalogRoute {
  readonly owner: string
  readonly repo: string
  readonly kind: 'catalog'
}

const kinds = ['manifests', 'blobs', 'referrers'] as const

/**
 * Parses a path: `/v2/{owner}/{repo}/{name…}/` with `manifests/{reference}`, `blobs/{digest}`, `blobs/uploads/{upload}`, `tags/list` or
 * `referrers/{digest}`; or `/v2/{owner}/{repo}/_catalog`.
 */
export function parseRoute(path: string): Route | CatalogRoute | undefined {
  const [version, owner = '', repo = '', ...rest] = segmentsOf(path)
  if (version !== 'v2' || !isNamed([owner, repo])) return undefined
  if (rest.length === 1 && rest[0] === '_catalog') return { owner, repo, kind: 'catalog' }
  // The path of a new upload has a trailing slash, which some clients omit.
  const asked = rest.at(-1) === 'uploads' && rest.at(-2) === 'blobs' ? [...rest, ''] : rest
  const isUpload = asked.at(-2) === 'uploads' && asked.at(-3) === 'blobs'
  const names = asked.slice(0, isUpload ? -3 : -2)
  const [said, reference = ''] = asked.slice(-2)
  if (names.length === 0 || !isNamed(names)) return undefined
  const place = { owner, repo, name: names.join('/'), reference }
  if (isUpload) return { ...place, kind: 'uploads' }
  if (said === 'tags') return reference === 'list' ? { ...place, kind: 'tags' } : undefined
  const kind = kinds.find((one) => one === said)
  return kind === undefined || reference === '' ? undefined : { ...place, kind }
}

/** Names are repeated in a header, which does not allow all characters, and in URLs, where dots would lead elsewhere. */
const isNamed = (parts: readonly string[]): boolean => parts.every((part) => /^\.*[\w-][\w.-]*$/.test(part))
