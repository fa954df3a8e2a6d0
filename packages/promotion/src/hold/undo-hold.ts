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

/** A package that is about to be removed from a stage, with the edge along which it could be promoted again. */
export interface UndoneSource {
  /** The edge that it came, or would come, along. */
  readonly edge: Edge
  /** Slug of the repository that the edge leads from. */
  readonly home: string
  /** Slug of the repository that it is in now; a moved package is moved back later. */
  readonly at: string
  readonly row: Package
}

/** How an undo holds the packages that it removes; `false`: not at all. */
export type UndoHold = Partial<HoldRequest> | false

/** Options of {@link holdBeforeUndo}. */
export interface UndoHoldOptions extends HoldRequest {
  owner: string
  signal: AbortSignal | undefined
}

/**
 * Holds packages that are about to be removed, so that only a person can bring them back. When it resolves, the tags are set and visible in lists,
 * after one request for each package. Nothing may be removed before: if the process died in between, automation would promote the packages again.
 * Packages that are already held keep their hold.
 *
 * @returns a function to call after the removal: it attaches the author and reason, and sets tags again that a move may have dropped
 * @throws {HoldError} the service refuses a tag; nothing may be removed
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
        `${nameOf(identityOf(row))} cannot be tagged ${tag}, so automation would promote it again; nothing was removed: ${error.detail ?? error.message} Give the caller permission to tag packages of ${at}, or undo with { hold: false }.`,
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

  /** It is unknown whether a move keeps tags. @see docs/service.md#move */
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
