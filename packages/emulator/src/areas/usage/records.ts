import { packages, repositories } from '../../world/kinds.ts'
import { workspacePart } from '../../world/parts.ts'
import { changing, count, flag, list, moment, number, type Of, optional, record } from '../../world/shapes/index.ts'
import { entitlements } from '../entitlements/records.ts'

const download = record({
  at: moment,
  repository: repositories,
  pkg: packages,
  /** The entitlement token that was used, if any. */
  entitlement: optional(entitlements),
  bytes: count,
})

/** A download. */
export type Traffic = Of<typeof download>

/** All downloads from a workspace, the oldest first. */
export const trafficOf = workspacePart('traffic', { shape: list(download) })

/** By how much a workspace may exceed its plan. Workspaces of the emulator always have limits; those of the service may have none. */
export const usageLimitsOf = workspacePart('usage limits', {
  shape: record({
    limits: changing(record({ allow_open_source_overage: flag, bandwidth_overage_limit: number, storage_overage_limit: number })),
  }),
  make: () => ({ limits: { allow_open_source_overage: false, bandwidth_overage_limit: 0, storage_overage_limit: 0 } }),
})
