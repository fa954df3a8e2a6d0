import { child, isNode, type Json, type Node } from '../node.ts'
import type { Resolve } from './compose.ts'
import { fits } from './fits.ts'

/** A response that repeats the values of the request, in the fields that both have. */
export function echoed(said: Json | undefined, answer: Json | undefined, schema: Node, resolve: Resolve): Json | undefined {
  if (!isNode(said) || !isNode(answer)) return answer
  const target = typeof schema.$ref === 'string' ? resolve(schema.$ref) : { schema, resolve }
  return Object.fromEntries(
    Object.entries(answer).map(([name, shown]) => {
      const value = said[name]
      const field = child(child(target.schema, 'properties'), name)
      return [name, value !== undefined && fits(value, field, target.resolve) ? value : shown]
    }),
  )
}
