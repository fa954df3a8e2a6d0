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
 * The hold that keeps a package from an edge, even if its time is over; undefined if there is none. Makes a request only for packages with the tag of
 * a hold.
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
 * Holds a package back from an edge, and replaces an earlier hold. The details are attached before the tag is set, so that whoever sees the tag can
 * find them.
 *
 * @returns whether the service accepted the details; without them, the tag alone holds the package
 * @throws {ApiError} the package cannot be tagged, or the details of an earlier hold that has ended cannot be removed
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
  // Without new details, those of an earlier hold that has ended would make this one look ended too.
  const isMisleading = !isExplained && before.some((details) => !isInForce(details.hold, now))
  if (isExplained || isMisleading) {
    await removeDetails(cloudsmith, ref, before, signal).catch((error: unknown) => {
      if (isMisleading || !isRefusal(error)) throw error
    })
  }
  await addTags(cloudsmith, ref, [holdTag(edge.to)], { signal })
  return isExplained
}

/** Attaches the author and reason of a hold, and returns whether the service accepted them. */
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

/** Ends the hold that keeps a package from an edge. Does nothing if the package is gone. */
export async function liftHold(
  cloudsmith: Cloudsmith,
  ref: PackageRef,
  edge: Edge,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    // The tag is removed first: details without it hold nothing.
    await removeTags(cloudsmith, ref, [holdTag(edge.to)], { signal })
    const details = await readDetails(cloudsmith, ref, edge, signal)
    await removeDetails(cloudsmith, ref, details, signal)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
  }
}

/** Whether an error concerns only this request, so that others may succeed. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  (error instanceof ApiError && !(error instanceof AuthenticationError || error instanceof RateLimitError))
