import type { QueryTree, Term } from '@cloudsmith-sdk/search-language'
import { compile, matcher, type Predicate } from '../../search/index.ts'
import type { PackageIndex } from '../../world/package-lists.ts'
import type { PackageRecord } from '../../world/records.ts'

/** Finds what a query asks for, in no order and each package once. `test` holds a package against a part of the query. */
export type Plan = (
  packages: PackageIndex<PackageRecord>,
  test: (pkg: PackageRecord, part: Predicate) => boolean,
) => PackageRecord[]

/**
 * How a query is answered without looking at all packages: where it names them exactly (`name:^lodash$`) or asks for a tag, where one part
 * of an `AND` does, or each part of an `OR`. Each part of an `OR` is held only against the packages that it names itself, so that hundreds
 * of them cost no more than what they find. Undefined where all packages have to be looked at.
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
  // A name is the narrowest.
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
  // Which packages are the latest is reckoned when somebody asks for one of them.
  return isWanted('latest') ? undefined : (packages) => packages.byTag(isWanted)
}

/** The name that every package found has to have, where both anchors say so: `name:^lodash$`. */
function exactName({ field, value: { parts, start, end } }: Term): string | undefined {
  const [only] = parts
  return field === 'name' && start && end && parts.length === 1 ? only : undefined
}
