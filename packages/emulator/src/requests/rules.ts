import { bodies, queries, type Rule } from '../generated/requests.ts'
import { type Difference, differences, type Taken } from './differences.ts'

/** The rules for requests to an operation. */
export interface RequestRules {
  /** Undefined if the operation takes no body. */
  readonly body?: Taken
  readonly query: Taken
}

/** The description's rule for a body or a query, with the emulator's differences applied. */
function taken(rule: Rule, id: string, place: Difference['in']): Taken {
  const properties: Record<string, Taken> = { ...rule.properties }
  for (const { operations, in: where, field, change } of differences) {
    const described = properties[field]
    if (where === place && described !== undefined && operations.test(id)) properties[field] = { ...described, ...change }
  }
  return rule.properties === undefined ? rule : { ...rule, properties }
}

const known = new Map<string, RequestRules>()

/** The rules for requests to an operation, by its id. */
export function rulesOf(id: string): RequestRules {
  const found = known.get(id)
  if (found !== undefined) return found
  const body = bodies[id]
  const rules: RequestRules = {
    ...(body === undefined ? {} : { body: taken(body, id, 'body') }),
    query: taken(queries[id] ?? {}, id, 'query'),
  }
  known.set(id, rules)
  return rules
}
