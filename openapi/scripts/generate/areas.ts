import type { Document } from './document.ts'
import { reachableSchemas } from './reachable.ts'

/** The area of what all others share. */
export const common = 'common'

/** Where a document's declarations go. An area is `packages`, or `upstreams-npm` for what only one format of a family has. */
export interface Areas {
  /** By path. */
  paths: ReadonlyMap<string, string>
  /** By operation id. */
  operations: ReadonlyMap<string, string>
  /** By name of the schema. */
  schemas: ReadonlyMap<string, string>
}

/**
 * Divides a document into areas, along its tags. A schema goes to the first area that uses it, in the order of the tags; to the tag where several
 * formats of a family do; and to {@link common} where parameters or answers that all share use it. An area so refers only to areas before
 * it, and no two files import each other.
 *
 * A format has an area where it has several schemas of its own. Those without are alike, and stay with their tag: each file costs a compiler
 * memory, and those who download the package some bytes.
 *
 * @throws where a path has no tag, or operations of several
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
    throw new Error(`${path}: give its operations one tag of the document, the same for all`)
  }
  return tag
}

/** The format of a path that is one of a family: `/packages/{owner}/{repo}/validate-upload/npm/`. */
const formatOf = (path: string): string | undefined => /\/(?:(?:validate-)?upload|upstream)\/(\w+)\//.exec(path)?.[1]

function operationAreas({ paths }: Document, areas: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.values(item).map(({ operationId }) => [operationId, areas.get(path) ?? common] as const),
    ),
  )
}
