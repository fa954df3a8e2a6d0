import { segmentsOf } from '../../core/path.ts'

/** What a pull asks for. */
export interface Pull {
  readonly owner: string
  readonly repo: string
  readonly name: string
  readonly kind: 'manifests' | 'blobs' | 'tags'
  /** A tag, or a digest; of tags, `list`. */
  readonly reference: string
}

/** Reads the path of a pull: `/v2/{owner}/{repo}/{name…}/manifests/{reference}` or `…/blobs/{reference}`; or `…/tags/list`. */
export function parsePull(path: string): Pull | undefined {
  const [version, owner = '', repo = '', ...rest] = segmentsOf(path)
  const [kind, reference] = rest.slice(-2)
  const names = rest.slice(0, -2)
  // Names come back in a header, which cannot hold what no name holds.
  const isNamed = names.length > 0 && [owner, repo, ...names].every((part) => /^[\w.-]+$/.test(part))
  if (version !== 'v2' || !isNamed || !reference) return undefined
  const isPull = kind === 'manifests' || kind === 'blobs' || (kind === 'tags' && reference === 'list')
  return isPull ? { owner, repo, name: names.join('/'), kind, reference } : undefined
}
