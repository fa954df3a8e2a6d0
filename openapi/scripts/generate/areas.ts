import type { Document } from './document.ts'
import { reachableSchemas } from './reachable.ts'

/** The area of everything that the others share. */
export const common = 'common'

/** Where a document's declarations go. An area is `packages`, or `upstreams-npm` for declarations of one format of a family only. */
export interface Areas {
  /** By path. */
  paths: ReadonlyMap<string, string>
  /** By operation id. */
  operations: ReadonlyMap<string, string>
  /** By name of the schema. */
  schemas: ReadonlyMap<string, string>
}

/**
 * Divides a document into areas by its tags. A schema goes to the first area that uses it, in the order of the tags; to the area of the
 * tag if several formats of a family use it; and to {@link common} if shared parameters or responses use it. So an area only refers to
 * earlier areas, and no two files import each other.
 *
 * A format has its own area if it has several schemas of its own. The others are alike and stay with their tag, because each file costs
 * compilers memory and makes the package larger.
 *
 * @throws if a path has no tag, or operations with different tags
 */
export function areasOf(document: Document): Areas {
  const { schemas: _, ...shared } = document.components
  const schemas = new Map<string, string>()
  const isFree = (name: string) => !schemas.has(name)
  const claim = (names: Iterable<string>, area: string) => {
    for (const name of names) if (isFree(name)) schemas.set(name, area)
  }
  claim(reachableSchemas(document, shared), common)

  const paths = new Map<string, string>()
  const byTag = Map.groupBy(Object.keys(document.paths), (path) => tagOf(document, path))
  for (const { name: tag } of document.tags) {
    const families = [...Map.groupBy(byTag.get(tag) ?? [], formatOf)].map(([format, members]) => {
      const items = members.map((path) => document.paths[path])
      return { format, members, names: reachableSchemas(document, items) }
    })
    const all = families.flatMap(({ names }) => [...names])
    claim(new Set(all.filter((name, index) => all.indexOf(name) !== index)), tag)
    for (const { format, members, names } of families) {
      const own = [...names].filter(isFree)
      const area = format === undefined || own.length < 2 ? tag : `${tag}-${format}`
      claim(own, area)
      for (const path of members) paths.set(path, area)
    }
  }
  return { paths, operations: operationAreas(document, paths), schemas }
}

function tagOf(document: Document, path: string): string {
  const tags = new Set(Object.values(document.paths[path] ?? {}).flatMap((operation) => operation.tags ?? []))
  const [tag] = tags
  if (tag === undefined || tags.size > 1 || !document.tags.some(({ name }) => name === tag)) {
    throw new Error(`${path}: give all its operations the same tag of the document`)
  }
  return tag
}

/** The format of a path that belongs to a family: `/packages/{owner}/{repo}/validate-upload/npm/`. */
const formatOf = (path: string): string | undefined => /\/(?:(?:validate-)?upload|upstream)\/(\w+)\//.exec(path)?.[1]

function operationAreas({ paths }: Document, areas: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.values(item).map(({ operationId }) => [operationId, areas.get(path) ?? common] as const),
    ),
  )
}
