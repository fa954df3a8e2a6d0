import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  ParseError,
  PermissionError,
  RateLimitError,
} from '@cloudsmith-sdk/client'
import { causeOfKind } from '../core/cause.ts'
import { describeError, LostClaimError } from '../core/errors.ts'
import type { Queryable } from '../database/database.ts'
import { noteFailedLook } from '../store/edges.ts'
import { candidatesAt, nameAt } from '../store/holdings.ts'
import { everything, noteFailures, notePending, type Pending, putOff } from '../store/pending.ts'
import { retryAfter } from './backoff.ts'
import { askPeople, isWell } from './open-task.ts'
import { type EdgeParts, type FlowParts, nowOf } from './parts.ts'

/** Errors that concern the environment or this process, whatever is checked. */
const ofTheWorld = [AbortError, AuthenticationError, ConnectionError, LostClaimError, PermissionError, RateLimitError] as const

/** Whether a package may have caused a check to fail. An unreadable response counts, because it is about a package. */
export const mayBeOwn = (error: unknown): boolean =>
  causeOfKind(error, ParseError) !== undefined || ofTheWorld.every((kind) => causeOfKind(error, kind) === undefined)

/** Key of the task for an edge, or for a package of which every check fails. */
const taskOf = (edge: string, slugPerm?: string): string =>
  ['look at', edge, ...(slugPerm === undefined ? [] : [slugPerm])].join(' ')

/** Maximum number of packages that are checked one by one if checking them together fails. */
const mostOneByOne = 200

/** A failed check. */
export interface FailedLook {
  readonly seen: readonly Pending[]
  readonly error: unknown
  /** Whether other packages could be checked meanwhile. */
  readonly areOthersWell: boolean
}

/** Records a failed check, which is repeated with growing delays. A package that fails alone holds up no others, and gets a task of its own. */
export async function noteFailedLooks(parts: FlowParts, found: EdgeParts, failed: FailedLook): Promise<void> {
  const { seen, error, areOthersWell } = failed
  const { edge } = found
  const why = describeError(error)
  await parts.database.transaction(async (transaction) => {
    const own = await noteFailures(transaction, edge.id, seen)
    const ofEdge = areOthersWell ? 0 : await noteFailedLook(transaction, edge.id, why)
    const failures = Math.max(own, ofEdge)
    const { at, isForPeople, isWait } = retryAfter(error, failures, nowOf(parts))
    await putOff(transaction, edge.id, seen, at)
    if (seen.some(({ slugPerm }) => slugPerm === everything) && mayBeOwn(error)) await lookOneByOne(parts, transaction, found)
    parts.log[isWait ? 'debug' : 'warn']('a check failed', { edge: edge.id, packages: seen.length, failures, again: at, error })
    // If it failed more often than the edge did, checks of other packages succeeded meanwhile.
    if (isForPeople) await ask(parts, transaction, found, { slugPerm: own > ofEdge ? alone(seen) : undefined, why })
  })
}

/** The only package of a check; undefined if it was about several, or all. */
const alone = ([first, ...others]: readonly Pending[]): string | undefined =>
  others.length > 0 || first?.slugPerm === everything ? undefined : first?.slugPerm

/** Has packages checked one by one, if they cannot be checked together. */
async function lookOneByOne(parts: FlowParts, transaction: Queryable, { served, edge }: EdgeParts): Promise<void> {
  const slugs = await candidatesAt(transaction, served.name, edge, mostOneByOne)
  await notePending(transaction, edge.id, slugs, { at: nowOf(parts), why: 'some packages could not be checked together' })
}

async function ask(
  parts: FlowParts,
  transaction: Queryable,
  { served, edge }: EdgeParts,
  { slugPerm, why }: { slugPerm: string | undefined; why: string },
): Promise<void> {
  const what = slugPerm === undefined ? '' : `${(await nameAt(transaction, served.name, slugPerm)) ?? slugPerm} in `
  await askPeople(parts, transaction, {
    ...{ key: taskOf(edge.id, slugPerm), kind: 'look failed', pipeline: served.name, edge: edge.id },
    ...{ title: `${what}${edge.from} → ${edge.to} cannot be checked`, detail: why },
  })
}

/** Records that a check succeeded, which closes the tasks of its packages and edge. */
export async function noteWell(parts: FlowParts, transaction: Queryable, edge: string, seen: readonly Pending[]): Promise<void> {
  await isWell(parts, transaction, taskOf(edge))
  for (const { slugPerm, failures } of seen) if (failures > 0) await isWell(parts, transaction, taskOf(edge, slugPerm))
}
