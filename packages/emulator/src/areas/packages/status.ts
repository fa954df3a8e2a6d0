import { timestamp, timestampOrNull } from '../../core/time.ts'
import type { PackageStatus } from '../../generated/v1.ts'
import { capabilitiesOf } from '../../package/capabilities.ts'
import { stageOf } from '../../package/stages.ts'
import { statusOf } from '../../package/status-name.ts'
import { isInFlight } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { packageUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { isDenied } from '../policies/deny.ts'

/** The 25 fields of the status operation, which are part of every package as well. */
export function statusView(world: World, pkg: PackageRecord): PackageStatus {
  const { sync } = pkg
  const status = statusOf(pkg)
  const stage = stageOf(sync.stage)
  const can = capabilitiesOf(pkg, world.switches, isDenied(world, pkg))
  return {
    is_sync_awaiting: sync.state === 'awaiting',
    is_sync_completed: sync.state === 'completed',
    is_sync_failed: sync.state === 'failed',
    is_sync_in_flight: isInFlight(pkg),
    is_sync_in_progress: sync.state === 'in_progress',
    is_hidden: pkg.isHidden,
    is_quarantined: pkg.isQuarantined,
    status: status.number,
    status_str: status.name,
    status_reason: sync.reason,
    status_updated_at: timestamp(sync.stateAt),
    stage: stage.number,
    stage_str: stage.name,
    stage_updated_at: timestamp(sync.stageAt),
    sync_progress: stage.progress,
    sync_finished_at: timestampOrNull(sync.finishedAt),
    is_cancellable: false,
    is_copyable: can.copy,
    is_deleteable: can.delete,
    is_downloadable: can.download,
    is_moveable: can.move,
    is_quarantinable: can.quarantine,
    is_resyncable: can.resync,
    is_security_scannable: can.scan,
    self_url: packageUrl(world, pkg),
  }
}
