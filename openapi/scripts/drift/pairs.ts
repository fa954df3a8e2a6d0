import { addressOf, type Operation } from './operations.ts'

/**
 * Our operations with their counterparts in the published document: the same method and path, whatever the path's parameters are
 * called, or else the same id, for an operation that moved.
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
