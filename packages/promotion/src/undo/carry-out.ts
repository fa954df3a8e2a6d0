import { ApiError, AuthenticationError, type Cloudsmith, type Package, RateLimitError } from '@cloudsmith-sdk/client'
import { differenceText } from '../package/describe.ts'
import { isDuplicate } from '../package/failed-sync.ts'
import type { KeptFile } from '../package/files.ts'
import { type Presence, presenceOf } from '../package/presence.ts'
import { addTags, hasTag, removeTags } from '../package/tags.ts'
import type { Stage } from '../pipeline/pipeline.ts'
import { inBulk } from '../repository/bulk.ts'
import { eachOf } from '../repository/concurrency.ts'
import { keyOf } from '../repository/identity.ts'
import type { RepositoryReader } from '../repository/repository.ts'
import { untilNoneLeft } from '../repository/until-none-left.ts'
import type { StagePackage } from './read-stage.ts'
import { takeOutOfBin } from './recycle-bin.ts'
import { asCopy, due, type Step } from './restore-steps.ts'
import { isProvable } from './survey.ts'

/** What the steps of a restore need. */
export interface RestoreWork {
  readonly cloudsmith: Cloudsmith
  readonly stage: Stage
  readonly at: RepositoryReader
  /** The packages of the stage when the restore began. */
  readonly held: readonly StagePackage[]
  readonly signal: AbortSignal | undefined
}

/** Milliseconds to wait until packages are gone, and until others are back. */
const timeout = 600_000

/**
 * Carries out the steps of a restore, and records in each step why it failed. Deletions come first, because a package cannot come back beside
 * another with the same name and version.
 */
export async function carryOut(work: RestoreWork, steps: Step[]): Promise<void> {
  await takeAway(work, steps)
  const rows = await bringBack(work, steps)
  await setTags(work, steps, rows)
}

async function takeAway({ cloudsmith, at, signal }: RestoreWork, steps: readonly Step[]): Promise<void> {
  const going = due(steps, 'delete')
  if (going.length === 0) return
  const { owner, repo } = at
  const { refused } = await inBulk(cloudsmith, { owner, repo, action: 'Delete' }, slugsOf(going), signal)
  for (const step of going) step.why = refused.get(step.slugPerm) ?? null
  const open = due(going, 'delete')
  const stillThere = async () => {
    const rows = await at.bySlug(open)
    return open.filter(({ slugPerm }) => rows.has(slugPerm))
  }
  const left = open.length === 0 ? [] : await untilNoneLeft(cloudsmith, stillThere, { timeout, signal })
  for (const step of left) step.why = 'the service has not deleted it yet'
  const taken = new Set(going.filter(({ why }) => why !== null).map((step) => keyOf(step.package)))
  for (const step of due(steps, 'restore', 'copy')) {
    if (taken.has(keyOf(step.package))) step.why = 'the other package with its name and version could not be deleted'
  }
}

/** Brings packages back, and waits until each is there with its own bytes. Returns their rows, by step. */
async function bringBack(work: RestoreWork, steps: Step[]): Promise<ReadonlyMap<Step, Package>> {
  const { cloudsmith, stage, at, held, signal } = work
  const { owner, repo } = at
  const refusedByBin = await takeOutOfBin(cloudsmith, owner, slugsOf(due(steps, 'restore')), signal)
  for (const step of due(steps, 'restore')) {
    const why = refusedByBin.get(step.slugPerm)
    if (why !== undefined) Object.assign(step, asCopy(step, stage) ?? { why })
  }
  for (const [from = '', some] of Map.groupBy(due(steps, 'copy'), (step) => step.from ?? '')) {
    const sources = new Map(some.map((step) => [step.copies.get(from)?.slug_perm ?? '', step]))
    const task = { owner, repo: from, action: 'Copy', target: repo } as const
    const { refused } = await inBulk(cloudsmith, task, [...sources.keys()], signal)
    for (const [slug, why] of refused) Object.assign(sources.get(slug) ?? {}, { why })
  }

  const gone = new Set(slugsOf(steps.filter(({ step }) => step === 'delete')))
  const beside = Map.groupBy(
    held.filter(({ slugPerm }) => !gone.has(slugPerm)),
    (each) => keyOf(each.package),
  )
  const back = due(steps, 'restore', 'copy')
  const arrived = new Map<Step, Package>()
  const duplicates = new Set<string>()
  const onTheirWay = async () => {
    const open = back.filter((step) => step.why === null && !arrived.has(step))
    const found = open.length === 0 ? new Map<string, Package[]>() : await at.find(open.map((step) => step.package))
    for (const step of open)
      examine(
        step,
        (found.get(keyOf(step.package)) ?? []).filter((row) => !gone.has(row.slug_perm)),
      )
    return open.filter((step) => step.why === null && !arrived.has(step))
  }
  const missing = await untilNoneLeft(cloudsmith, onTheirWay, { timeout, signal })
  for (const step of missing) step.why = 'the service has not restored it yet'
  if (duplicates.size > 0) await inBulk(cloudsmith, { owner, repo, action: 'Delete' }, [...duplicates], signal)
  return arrived

  function examine(step: Step, rows: readonly Package[]) {
    const key = keyOf(step.package)
    const others = [...(beside.get(key) ?? []), ...back.filter((each) => each !== step && keyOf(each.package) === key)]
    const presence = presenceOfStep(
      step,
      others.map(({ files }) => files),
      rows,
    )
    switch (presence.kind) {
      case 'there':
        arrived.set(step, presence.row)
        for (const row of rows) if (isDuplicate(row)) duplicates.add(row.slug_perm)
        break
      case 'other bytes': {
        const files = presence.differences.map((file) => differenceText(file, 'snapshot', 'here'))
        step.why = `it came back with different bytes: ${files.join('; ')}`
        break
      }
      case 'failed':
      case 'stuck':
        step.why = presence.why
    }
  }
}

/** Whether a package that is brought back is there, with its own bytes if the service reports them. */
function presenceOfStep(step: Step, siblings: readonly (readonly KeptFile[])[], rows: readonly Package[]): Presence {
  if (isProvable(step)) return presenceOf({ files: step.files, siblings }, rows)
  const row = rows.find(({ slug_perm, is_sync_completed }) => slug_perm === step.slugPerm && is_sync_completed)
  return row === undefined ? { kind: 'absent' } : { kind: 'there', row }
}

/** Sets or removes the tag of the stage, as it was in the snapshot. */
async function setTags(
  { cloudsmith, stage: { tag }, at, signal }: RestoreWork,
  steps: readonly Step[],
  rows: ReadonlyMap<Step, Package>,
) {
  if (tag === undefined) return
  const wrong = due(steps, 'tag', 'untag', 'restore', 'copy').filter(
    (step) => !rows.has(step) || hasTag(rows.get(step), tag) !== step.tagged,
  )
  await eachOf(wrong, async (step) => {
    const ref = { owner: at.owner, repo: at.repo, identifier: rows.get(step)?.slug_perm ?? step.slugPerm }
    try {
      const change = step.tagged ? addTags : removeTags
      const row = await change(cloudsmith, ref, [tag], { signal })
      if (hasTag(row, tag) !== step.tagged)
        step.why = step.tagged ? `the service does not show the tag ${tag}` : `the service keeps the tag ${tag}`
    } catch (error) {
      if (!(error instanceof ApiError) || error instanceof AuthenticationError || error instanceof RateLimitError) throw error
      step.why = `the tag ${tag} cannot be ${step.tagged ? 'set' : 'removed'}: ${error.detail ?? error.message}`
    }
  })
}

const slugsOf = (steps: readonly Step[]): string[] => steps.map(({ slugPerm }) => slugPerm)
