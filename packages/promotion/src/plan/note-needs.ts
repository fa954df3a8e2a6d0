import type { Closure } from '../dependencies/closure.ts'
import type { Member } from '../dependencies/held-by-needs.ts'
import type { UnsealedItem } from './plan.ts'

/** Records in each item which of its needs the plan serves, and for which packages it was taken along. */
export function noteNeeds(items: readonly UnsealedItem[], { open, taken }: Closure): UnsealedItem[] {
  const served = open.filter(({ servedBy }) => servedBy.length > 0)
  const byNeeder = Map.groupBy(served, ({ need }) => need.by.slug_perm)
  const byServer = new Map([...taken].map((slug) => [slug, new Set<string>()]))
  for (const { need, servedBy } of served) for (const { slug_perm } of servedBy) byServer.get(slug_perm)?.add(need.by.slug_perm)
  return items.map((item) => {
    const needs = (byNeeder.get(item.slugPerm) ?? [])
      .filter(({ need }) => need.kind === 'needed')
      .map(({ need: { name, requirements }, servedBy }) => ({
        name,
        requirements,
        servedBy: servedBy.map((row) => row.slug_perm),
      }))
    const neededBy = byServer.get(item.slugPerm)
    return { ...item, ...(needs.length === 0 ? {} : { needs }), ...(neededBy === undefined ? {} : { neededBy: [...neededBy] }) }
  })
}

/** The part of an item that describes its needs and who needs it. */
export const memberOf = ({ slugPerm, needs = [], neededBy }: Pick<UnsealedItem, 'slugPerm' | 'needs' | 'neededBy'>): Member => ({
  slugPerm,
  needs,
  neededBy,
})
