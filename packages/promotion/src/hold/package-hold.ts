import {
  ApiError,
  AuthenticationError,
  type Cloudsmith,
  ConnectionError,
  NotFoundError,
  RateLimitError,
} from '@cloudsmith-sdk/client'
import type { PackageRef } from '@cloudsmith-sdk/client/sync'
import { addTags, hasTag, removeTags } from '../package/tags.ts'
import type { Edge } from '../pipeline/pipeline.ts'
import type { PackageRow } from '../repository/row.ts'
import { readDetails, removeDetails, writeDetails } from './details.ts'
import { type Hold, isInForce, unexplained } from './hold.ts'
import { holdTag } from './stage-tag.ts'

/**
 * What holds a package from an edge, whether it still counts or not; undefined where nothing does. Asks only about packages that show the tag
 * of a hold.
 */
export async function readHold(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  row: Pick<PackageRow, 'tags'>,
  edge: Edge,
  signal: AbortSignal | undefined,
): Promise<Hold | undefined> {
  if (!hasTag(row, holdTag(edge.to))) return undefined
  const [newest] = await readDetails(cloudsmith, ref, edge, signal)
  return newest?.hold ?? unexplained
}

/**
 * Holds a package from an edge, in place of whatever held it before. The details are there before the tag, so that whoever sees the tag finds
 * them.
 *
 * @returns whether the service took the details; where it does not, the tag holds without them
 * @throws {ApiError} it cannot be tagged, or what held it before has ended and cannot be removed
 */
export async function setHold(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  edge: Edge,
  hold: Hold,
  { now, signal }: { now: number; signal: AbortSignal | undefined },
): Promise<boolean> {
  const before = await readDetails(cloudsmith, ref, edge, signal)
  const isExplained = await explainHold(cloudsmith, ref, edge, hold, signal)
  // Without new details those of a hold that has ended would end this one.
  const isMisleading = !isExplained && before.some((details) => !isInForce(details.hold, now))
  if (isExplained || isMisleading) {
    await removeDetails(cloudsmith, ref, before, signal).catch((error: unknown) => {
      if (isMisleading || !isRefusal(error)) throw error
    })
  }
  await addTags(cloudsmith, ref, [holdTag(edge.to)], { signal })
  return isExplained
}

/** Attaches who holds a package and why, and says whether the service took it. */
export async function explainHold(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  edge: Edge,
  hold: Hold,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await writeDetails(cloudsmith, ref, edge, hold, signal)
    return true
  } catch (error) {
    if (!isRefusal(error)) throw error
    return false
  }
}

/** Ends what holds a package from an edge. A package that is gone is held by nothing. */
export async function liftHold(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  edge: Edge,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    // The tag goes first: what it leaves behind holds nothing.
    await removeTags(cloudsmith, ref, [holdTag(edge.to)], { signal })
    const details = await readDetails(cloudsmith, ref, edge, signal)
    await removeDetails(cloudsmith, ref, details, signal)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}

/** The service, or the way to it, failed for this request, and may do for others. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  (error instanceof ApiError && !(error instanceof AuthenticationError || error instanceof RateLimitError))
