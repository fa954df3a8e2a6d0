import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import type { Ensured } from './ensured.ts'
import { EnsureInterruptedError } from './interrupted-error.ts'
import { ensureRepository } from './repository.ts'
import { beginCheck, type StageCheck } from './stage-check.ts'
import { ensureUpstreams } from './upstreams.ts'

/** Options of {@link ensure}. */
export interface EnsureOptions {
  /** Only say what would be created. Default: false. */
  dryRun?: boolean | undefined
  signal?: AbortSignal | undefined
}

/**
 * Creates the repositories and upstreams that a pipeline wants and that are missing, and tells, without touching it, what is otherwise than
 * it wants. Repositories are created private; upstreams so that what is fetched stays and can be promoted.
 *
 * What stages share is one repository, with all that any of them wants of it.
 *
 * May be called again at any time, and by two at once: what is there is not created again. A stage whose repository is there costs a
 * request for each format, because the service has no list of all upstreams.
 *
 * @throws {ApiError} the service refuses something, such as `PermissionError` where the caller may not manage the workspace
 * @throws {EnsureInterruptedError} likewise, or it was aborted, after something was created; `ensured` tells what
 * @see docs/service.md#upstreams
 * @see docs/service.md#repositories
 * @example
 * const ensured = await ensure(cloudsmith, pipeline, { dryRun: true })
 * console.log(ensureText(ensured))
 */
export async function ensure(
  cloudsmith: Cloudsmith,
  { owner, stages }: Pipeline,
  { dryRun = false, signal }: EnsureOptions = {},
): Promise<Ensured> {
  const checks: StageCheck[] = []
  try {
    for (const stage of repositoriesOf(stages)) {
      const check = beginCheck({ cloudsmith, owner, stage, dryRun, signal })
      checks.push(check)
      const isNew = await ensureRepository(check)
      await ensureUpstreams(check, isNew)
    }
  } catch (error) {
    const ensured = soFar()
    throw dryRun || ensured.created.length === 0 ? error : new EnsureInterruptedError(ensured, error)
  }
  return soFar()

  function soFar(): Ensured {
    return { owner, dryRun, created: checks.flatMap(({ created }) => created), differs: checks.flatMap(({ differs }) => differs) }
  }
}

/** Each repository once, as a stage that wants what all of its stages want. */
function repositoriesOf(stages: readonly Stage[]): Stage[] {
  return [...Map.groupBy(stages, ({ repository }) => repository).values()].flatMap((sharing) => {
    const upstreams = new Map(sharing.flatMap((stage) => stage.upstreams).map((each) => [JSON.stringify(each), each]))
    const retention = sharing.some((stage) => stage.retention === 'block') ? 'block' : 'warn'
    const name = sharing.map((stage) => stage.name).join(', ')
    return sharing.slice(0, 1).map((stage) => ({ ...stage, name, retention, upstreams: [...upstreams.values()] }))
  })
}
