import { NotFoundError, type Repository } from '@cloudsmith-sdk/client'
import { createOrFind } from './create-or-find.ts'
import type { StageCheck } from './stage-check.ts'

/**
 * Creates the repository of a stage if it is missing; otherwise records how it differs.
 *
 * @returns whether it is new, or would be
 */
export async function ensureRepository(check: StageCheck): Promise<boolean> {
  const { cloudsmith, owner, stage, dryRun, signal, created } = check
  const { name, repository } = stage
  let found = await readRepository(check)
  if (found === undefined && !dryRun) {
    const params = { owner, name: repository, slug: repository, repository_type_str: 'Private' } as const
    found = await createOrFind(
      () => cloudsmith.repos.create(params, { signal }),
      () => readRepository(check),
    )
  }
  if (found !== undefined) {
    await compare(check, found)
    return false
  }
  created.push({ stage: name, repository, what: 'repository' })
  return true
}

async function readRepository({ cloudsmith, owner, stage, signal }: StageCheck): Promise<Repository | undefined> {
  try {
    return await cloudsmith.repos.read({ owner, repo: stage.repository }, { signal })
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

async function compare({ cloudsmith, owner, stage, signal, differs }: StageCheck, { repository_type_str: type }: Repository) {
  if (type !== 'Private') differs.push({ stage: stage.name, what: 'type', is: type ?? 'unknown', wanted: 'Private' })
  if (stage.retention !== 'block') return
  const rules = await cloudsmith.repos.retention.read({ owner, repo: stage.repository }, { signal })
  const limits = [
    [rules.retention_count_limit, 'packages'],
    [rules.retention_days_limit, 'days'],
    [rules.retention_size_limit, 'bytes'],
  ] as const
  // A limit of zero means no limit.
  const live = limits.flatMap(([limit, unit]) => (limit > 0 ? [`${limit} ${unit}`] : []))
  if (rules.retention_enabled && live.length > 0) {
    differs.push({
      stage: stage.name,
      what: 'retention',
      is: `limited to ${live.join(', ')}`,
      wanted: 'nothing deleted on arrival',
    })
  }
}
