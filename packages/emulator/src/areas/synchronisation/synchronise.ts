import { type Stage, stages } from '../../package/stages.ts'
import { checksumsOf, isInFlight, type Sync } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { judge } from '../policies/judge.ts'
import { licenseCriteria } from '../policies/license.ts'
import { applyRetention } from '../retention/retention.ts'
import { scanStatusAfterSync, scheduleScan } from '../scans/scan.ts'
import { inspectFiles, parsePackage, retrieveFiles, type StageFailure } from './content.ts'

/** Why a package synchronises. Copies and moves have their files already; a resync is not an arrival. */
export type SyncCause = 'upload' | 'copy' | 'move' | 'resync'

/** The work of a stage, if there is any. */
interface Step {
  readonly stage: Stage
  readonly work?: (world: World, pkg: PackageRecord) => StageFailure | undefined | Promise<StageFailure | undefined>
}

const uploadSteps: readonly Step[] = [
  { stage: stages.prepare },
  { stage: stages.retrieve, work: retrieveFiles },
  { stage: stages.inspect, work: inspectFiles },
  { stage: stages.parse, work: parsePackage },
  { stage: stages.enrich },
  { stage: stages.assemble },
  { stage: stages.add },
]

/** The bytes are here already, and contain no malware. */
const copySteps = uploadSteps.filter(({ stage }) => stage !== stages.retrieve && stage !== stages.inspect)

/**
 * Starts the synchronisation of a package, which continues by itself: a wait, the stages, the licence policies, then the vulnerability scan. It stops
 * if it is restarted, or the package is removed.
 */
export function startSync(world: World, pkg: PackageRecord, cause: SyncCause): void {
  const run = pkg.sync.run + 1
  const started = world.clock.now()
  pkg.sync = { run, state: 'awaiting', stateAt: started, stage: 1, stageAt: started, finishedAt: null, reason: null }
  pkg.repository.packages.touch(pkg)
  const steps = cause === 'copy' || cause === 'move' ? copySteps : uploadSteps

  async function reach(index: number): Promise<void> {
    if (pkg.sync.run !== run) return
    const { stage, work }: Step = steps[index] ?? { stage: stages.done }
    change(pkg, { stage: stage.number, stageAt: world.clock.now() })
    if (stage === stages.done) return complete(world, pkg, cause)
    if (index === 0) begin(world, pkg)
    const failure = await work?.(world, pkg)
    if (pkg.sync.run !== run) return
    if (failure) return fail(world, pkg, failure)
    world.clock.schedule(world.clock.now() + world.timings.stage, () => reach(index + 1))
  }

  world.clock.schedule(started + world.timings.queue, () => reach(0))
}

/** Restarts synchronisations that were under way when a state was written. Packages that have all files need no upload. */
export function resumeSync(world: World): void {
  for (const pkg of world.packages.values()) {
    if (pkg.isDeleting || !isInFlight(pkg)) continue
    startSync(world, pkg, pkg.content.files.every(checksumsOf) ? 'copy' : 'upload')
  }
}

function begin(world: World, pkg: PackageRecord) {
  change(pkg, { state: 'in_progress', stateAt: world.clock.now() })
  world.emit('package.syncing', pkg)
}

function fail(world: World, pkg: PackageRecord, { reason }: StageFailure) {
  const now = world.clock.now()
  change(pkg, { state: 'failed', stateAt: now, finishedAt: now, reason })
  world.emit('package.failed', pkg)
}

function complete(world: World, pkg: PackageRecord, cause: SyncCause) {
  const now = world.clock.now()
  // Before the change is reported, so that listeners see both changes at once.
  pkg.scanning = { ...pkg.scanning, ...scanStatusAfterSync(world, pkg) }
  change(pkg, { state: 'completed', stateAt: now, finishedAt: now })
  const quarantine = judge(licenseCriteria, world, pkg)
  world.emit('package.synced', pkg)
  quarantine?.()
  scheduleScan(world, pkg)
  if (cause !== 'resync' || pkg.repository.packages.isLatest(pkg)) applyRetention(world, pkg)
}

function change(pkg: PackageRecord, changes: Partial<Sync>) {
  pkg.sync = { ...pkg.sync, ...changes }
  pkg.repository.packages.touch(pkg)
}
