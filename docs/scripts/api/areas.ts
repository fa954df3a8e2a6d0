import type { Description, Method } from './methods.ts'
import { modelsOf } from './models.ts'

/** A part of the API, with its methods in both versions. */
export interface Area {
  readonly tag: string
  readonly title: string
  readonly description: string
  /** What it is a part of. */
  readonly group: string
  readonly methods: readonly Method[]
}

/** The parts of the API, in the order in which a reader wants them. */
export function areasOf(methods: readonly Method[], described: readonly Description[]): Area[] {
  const groups = described.flatMap((each) => each['x-tagGroups'])
  const tags = new Map(described.flatMap((each) => each.tags).map((tag) => [tag.name, tag]))
  const names = Map.groupBy(groups, ({ name }) => name)
  return [...names].flatMap(([group, all]) =>
    [...new Set(all.flatMap((each) => each.tags))].map((tag) => ({
      tag,
      title: tags.get(tag)?.['x-displayName'] ?? tag,
      description: tags.get(tag)?.description ?? '',
      group,
      methods: methods.filter((method) => method.tag === tag),
    })),
  )
}

/** Each model has one home: the first area in whose answers or requests it is met. By version and name. */
export type Homes = ReadonlyMap<string, Area>

/** How a model is told from that of the other version. */
export const modelKey = (description: Description, name: string): string =>
  `${description['x-tagGroups'].length > 3 ? 1 : 2}:${name}`

/** Finds a home for every model. */
export function homesOf(areas: readonly Area[]): Homes {
  const homes = new Map<string, Area>()
  for (const area of areas) {
    for (const method of area.methods) {
      for (const name of modelsOf(method)) {
        const key = modelKey(method.description, name)
        if (!homes.has(key)) homes.set(key, area)
      }
    }
  }
  return homes
}
