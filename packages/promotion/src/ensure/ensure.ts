import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Pipeline, Stage } from '../pipeline/pipeline.ts'
import type { Ensured } from './ensured.ts'
import { EnsureInterruptedError } from './interrupted-error.ts'
import { ensureRepository } from './repository.ts'
import { beginCheck, type StageCheck } from './stage-check.ts'
import { ensureUpstreams } from './upstreams.ts'

/** Options of {@link ensure}. */
export interface EnsureOptions {
  /** Only reports what would be created. Default: false. */
  dryRun?: boolean | undefined
  /** Aborts the call. */
  signal?: AbortSignal | undefined
}

/**
 * Creates the missing repositories and upstreams of a pipeline. Where existing ones differ from the pipeline, it reports that and changes nothing.
 * Repositories are created private. Upstreams are created to cache what they fetch, so that it stays and can be promoted.
 *
 * Stages that share a repository get one repository, with everything that any of them requires.
 *
 * It is safe to call again at any time, and from two processes at once: what exists is not created again. A stage whose repository exists costs a
 * request for each format, because the service has no list of all upstreams.
 *
 * @throws {ApiError} the service refuses a request, such as with `PermissionError` if the caller may not manage the workspace
 * @throws {EnsureInterruptedError} likewise, or it was aborted, after something was created; `ensured` lists it
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

/** Each repository once, as a stage that combines the requirements of all stages that share it. */
function repositoriesOf(stages: readonly Stage[]): Stage[] {
  return [...Map.groupBy(stages, ({ repository }) => repository).values()].flatMap((sharing) => {
    const upstreams = new Map(sharing.flatMap((stage) => stage.upstreams).map((each) => [JSON.stringify(each), each]))
    const retention = sharing.some((stage) => stage.retention === 'block') ? 'block' : 'warn'
    const name = sharing.map((stage) => stage.name).join(', ')
    return sharing.slice(0, 1).map((stage) => ({ ...stage, name, retention, upstreams: [...upstreams.values()] }))
  })
}
