import type { Description, Method } from './methods.ts'
import { modelsOf } from './models.ts'

/** An area of the API, with its methods in both versions. */
export interface Area {
  readonly tag: string
  readonly title: string
  readonly description: string
  /** The group it belongs to. */
  readonly group: string
  readonly methods: readonly Method[]
}

/** The areas of the API, in the order of the site. */
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

/** The home of each model, by version and name: the first area in whose responses or requests it occurs. */
export type Homes = ReadonlyMap<string, Area>

/** Distinguishes a model from the model of the same name in the other version. */
export const modelKey = (description: Description, name: string): string =>
  `${description['x-tagGroups'].length > 3 ? 1 : 2}:${name}`

/** Finds the home of every model. */
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
