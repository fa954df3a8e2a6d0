import {
  ApiError,
  AuthenticationError,
  type Cloudsmith,
  NotFoundError,
  type Package,
  RateLimitError,
} from '@cloudsmith-sdk/client'
import { nameOf } from '../package/describe.ts'
import { addTags, hasTag } from '../package/tags.ts'
import type { Edge } from '../pipeline/pipeline.ts'
import { eachOf } from '../repository/concurrency.ts'
import { identityOf } from '../repository/identity.ts'
import { openRepository } from '../repository/repository.ts'
import { beginHold, type HoldRequest, isInForce } from './hold.ts'
import { HoldError } from './hold-error.ts'
import { explainHold, readHold, setHold } from './package-hold.ts'
import { holdTag } from './stage-tag.ts'
import { untilShown } from './until-shown.ts'

/** A package that is about to be taken away from a stage, where it could come from again. */
export interface UndoneSource {
  /** The edge that it came, or would come, along. */
  readonly edge: Edge
  /** Slug of the repository that the edge leads from. */
  readonly home: string
  /** Slug of the repository that it is in now: what was moved is moved home later. */
  readonly at: string
  readonly row: Package
}

/** What a function that undoes something says about holding what it takes away. */
export type UndoHold = Partial<HoldRequest> | false

/** Options of {@link holdBeforeUndo}. */
export interface UndoHoldOptions extends HoldRequest {
  owner: string
  signal: AbortSignal | undefined
}

/**
 * Holds what is about to be taken away, so that nothing brings it back but a person. The tags are set and seen in lists when this resolves, one request
 * for each package: only then may anything be taken away, as whoever dies in between must leave no hole that automation fills again. What is
 * held already stays as it is held.
 *
 * @returns what to call when it is taken away: it says who and why, and sets the tags again that a move may have dropped
 * @throws {HoldError} the service refuses a tag; nothing may be taken away
 */
export async function holdBeforeUndo(
  cloudsmith: Cloudsmith,
  sources: readonly UndoneSource[],
  { owner, signal, ...request }: UndoHoldOptions,
): Promise<() => Promise<void>> {
  const { clock } = cloudsmith
  const begun = beginHold(request, clock.now())
  const refOf = (repo: string, { slug_perm: identifier }: Package) => ({ owner, repo, identifier })
  const fresh: UndoneSource[] = []
  await eachOf(sources, async (source) => {
    const { edge, at, row } = source
    const tag = holdTag(edge.to)
    try {
      if (!hasTag(row, tag)) {
        await addTags(cloudsmith, refOf(at, row), [tag], { signal })
        fresh.push(source)
        return
      }
      const before = await readHold(cloudsmith, refOf(at, row), row, edge, signal)
      if (before?.by === null) fresh.push(source)
      if (before !== undefined && isInForce(before, clock.now())) return
      await setHold(cloudsmith, refOf(at, row), edge, begun, { now: clock.now(), signal })
    } catch (error) {
      if (error instanceof NotFoundError) return
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      throw new HoldError(
        `${nameOf(identityOf(row))} cannot be tagged ${tag}, so automation would promote it again; nothing was removed: ${error.detail ?? error.message} Let the caller tag packages of ${at}, or undo with { hold: false }.`,
        { cause: error },
      )
    }
  })
  for (const [place, group] of Map.groupBy(fresh, ({ at, edge }) => JSON.stringify([at, holdTag(edge.to)]))) {
    const [repo, tag] = JSON.parse(place) as [string, string]
    const rows = group.map(({ row }) => row)
    await untilShown(cloudsmith, { owner, repo }, rows, tag, signal)
  }

  return async function complete() {
    await tagAgain()
    await eachOf(fresh, async ({ edge, home, row }) => {
      await explainHold(cloudsmith, refOf(home, row), edge, begun, signal)
    })
  }

  /** Whether a move keeps tags is not known. @see docs/service.md#move */
  async function tagAgain() {
    const moved = sources.filter(({ at, home }) => at !== home)
    for (const [home, group] of Map.groupBy(moved, (source) => source.home)) {
      const known = group.map(({ row }) => ({ package: identityOf(row), slugPerm: row.slug_perm }))
      const back = await openRepository(cloudsmith, { owner, repo: home }, { signal }).bySlug(known)
      await eachOf(group, async ({ edge, row: { slug_perm } }) => {
        const row = back.get(slug_perm)
        const tag = holdTag(edge.to)
        if (row !== undefined && !hasTag(row, tag)) await addTags(cloudsmith, refOf(home, row), [tag], { signal })
      })
    }
  }
}
