import { type Change, changed, compareFields, comparePlaces, type Position } from './compare-places.ts'
import { addressOf, type Operation } from './operations.ts'
import { pairUp } from './pairs.ts'
import type { Place } from './place.ts'
import { describePlace } from './shape.ts'

/** An operation with its differences. */
export interface Drift {
  /** Our operation, or the published one if ours is missing. */
  operation: Operation
  changes: Change[]
}

/**
 * Lists how the published document differs from ours: operations with their ids and success status, parameters, and fields of requests
 * and responses at any depth, with types, enums and whether they are open, whether null is allowed and, in requests, whether they are
 * required.
 *
 * Error responses are not compared, as ours describes more of them deliberately. Neither are descriptions, limits and formats.
 */
export function compareOperations(ours: readonly Operation[], published: readonly Operation[]): Drift[] {
  const pairs = pairUp(ours, published)
  const found = new Set(pairs.values())
  const drifts = ours.map((operation): Drift => {
    const counterpart = pairs.get(operation)
    const changes = counterpart ? compareOperation(operation, counterpart) : [whole('removed', 'extra')]
    return { operation, changes }
  })
  const missing = published.filter((operation) => !found.has(operation))
  return [
    ...drifts.filter(({ changes }) => changes.length > 0),
    ...missing.map((operation): Drift => ({ operation, changes: [whole('added', 'missing')] })),
  ]
}

const whole = (what: Change['what'], where: string): Change => ({ what, where, detail: 'the whole operation' })

function compareOperation(ours: Operation, published: Operation): Change[] {
  const identity: Change[] = []
  if (ours.id !== published.id) identity.push(changed('operationId', ours.id, published.id))
  if (addressOf(ours) !== addressOf(published)) {
    identity.push(changed('path', `${ours.method} ${ours.path}`, `${published.method} ${published.path}`))
  }
  if (ours.success !== published.success) identity.push(changed('status', ours.success, published.success))
  return [
    ...identity,
    ...compareFields(ours.parameters, published.parameters, { side: 'request', where: '', trail: [] }),
    ...compareBodies(ours.request, published.request, { side: 'request', where: 'request', trail: [] }),
    ...compareBodies(ours.response, published.response, { side: 'response', where: 'response', trail: [] }),
  ]
}

function compareBodies(ours: Place | undefined, published: Place | undefined, position: Position): Change[] {
  if (ours === undefined) {
    return published === undefined ? [] : [{ what: 'added', where: position.where, detail: describePlace(published) }]
  }
  if (published === undefined) return [{ what: 'removed', where: position.where, detail: describePlace(ours) }]
  return comparePlaces(ours, published, position)
}
