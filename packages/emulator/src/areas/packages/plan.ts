import type { QueryTree, Term } from '@cloudsmith-sdk/search-language'
import { compile, matcher, type Predicate } from '../../search/index.ts'
import type { PackageIndex } from '../../world/package-lists.ts'
import type { PackageRecord } from '../../world/records.ts'

/** Finds the packages that a query matches, each once and in any order. `test` checks a package against a part of the query. */
export type Plan = (
  packages: PackageIndex<PackageRecord>,
  test: (pkg: PackageRecord, part: Predicate) => boolean,
) => PackageRecord[]

/**
 * Plans how to answer a query without reading all packages: possible if it contains an exact name (`name:^lodash$`) or a tag, in one part of an `AND`
 * or in every part of an `OR`. Each part of an `OR` is only checked for its own packages, so hundreds of them cost no more than what they find.
 * Undefined if all packages have to be read.
 */
export function planOf(query: QueryTree): Plan | undefined {
  switch (query.kind) {
    case 'or':
      return planOr(query.of)
    case 'and':
      return planAnd(query.of)
    case 'term': {
      const candidates = candidatesOf(query)
      const isFound = compile(query)
      return candidates && ((packages, test) => candidates(packages).filter((pkg) => test(pkg, isFound)))
    }
    default:
      return undefined
  }
}

function planOr(parts: readonly QueryTree[]): Plan | undefined {
  const plans: Plan[] = []
  for (const part of parts) {
    const plan = planOf(part)
    if (plan === undefined) return undefined
    plans.push(plan)
  }
  return (packages, test) => [...new Set(plans.flatMap((plan) => plan(packages, test)))]
}

function planAnd(parts: readonly QueryTree[]): Plan | undefined {
  // A name is the most selective.
  const first = parts.find((part) => part.kind === 'term' && exactName(part) !== undefined) ?? parts.find(planOf)
  const plan = first && planOf(first)
  if (plan === undefined) return undefined
  const others = parts.filter((part) => part !== first).map(compile)
  return (packages, test) => plan(packages, test).filter((pkg) => others.every((part) => test(pkg, part)))
}

function candidatesOf(term: Term): ((packages: PackageIndex<PackageRecord>) => PackageRecord[]) | undefined {
  const name = exactName(term)
  if (name !== undefined) return (packages) => packages.byName(name)
  if (term.field !== 'tag') return undefined
  const isWanted = matcher(term.value)
  // Which packages are the latest is computed on demand.
  return isWanted('latest') ? undefined : (packages) => packages.byTag(isWanted)
}

/** The name that every matching package has to have, if both anchors are set: `name:^lodash$`. */
function exactName({ field, value: { parts, start, end } }: Term): string | undefined {
  const [only] = parts
  return field === 'name' && start && end && parts.length === 1 ? only : undefined
}
