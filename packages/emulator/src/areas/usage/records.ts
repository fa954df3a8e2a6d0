import type { OrganizationUsage } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import { count, flag, list, moment, number, optional, packages, record, repositories } from '../../world/shapes/index.ts'
import { type EntitlementRecord, entitlements } from '../entitlements/records.ts'

/** A download. */
export interface Traffic {
  readonly at: number
  readonly repository: RepositoryRecord
  readonly pkg: PackageRecord
  /** The token that it came with, where it came with one. */
  readonly entitlement: EntitlementRecord | undefined
  readonly bytes: number
}

const download = record<Traffic>({
  at: moment,
  repository: repositories,
  pkg: packages,
  entitlement: optional(entitlements),
  bytes: count,
})

/** Every download from a workspace, the oldest first. */
export const trafficOf = workspacePart('traffic', (): Traffic[] => [], { shape: list(download) })

/** The emulator's workspaces always have limits, which the service's may lack. */
type Limits = { [Field in keyof OrganizationUsage]: NonNullable<OrganizationUsage[Field]> }

const limits: Limits = { allow_open_source_overage: false, bandwidth_overage_limit: 0, storage_overage_limit: 0 }

/** How far a workspace may go above its plan. */
export const usageLimitsOf = workspacePart('usage limits', () => ({ limits }), {
  shape: record<{ limits: Limits }>({
    limits: record<Limits>({ allow_open_source_overage: flag, bandwidth_overage_limit: number, storage_overage_limit: number }),
  }),
})
