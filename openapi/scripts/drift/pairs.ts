import { addressOf, type Operation } from './operations.ts'

/**
 * Pairs our operations with their counterparts in the published document: by method and path, ignoring the names of path parameters, or
 * otherwise by id, for operations that have moved.
 */
export function pairUp(ours: readonly Operation[], published: readonly Operation[]): Map<Operation, Operation> {
  const staying = join(ours, published, addressOf)
  const taken = new Set(staying.values())
  const moved = join(
    ours.filter((operation) => !staying.has(operation)),
    published.filter((operation) => !taken.has(operation)),
    ({ id }) => id,
  )
  return new Map([...staying, ...moved])
}

function join(left: readonly Operation[], right: readonly Operation[], keyOf: (operation: Operation) => string) {
  const byKey = new Map(right.map((operation) => [keyOf(operation), operation]))
  return new Map(
    left.flatMap((operation) => {
      const counterpart = byKey.get(keyOf(operation))
      return counterpart === undefined ? [] : [[operation, counterpart] as const]
    }),
  )
}
