import type { OrganizationUsage } from '../../generated/v1.ts'
import { workspacePart } from '../../world/parts.ts'
import type { PackageRecord, RepositoryRecord } from '../../world/records.ts'
import type { EntitlementRecord } from '../entitlements/records.ts'

/** A download. */
export interface Traffic {
  readonly at: number
  readonly repository: RepositoryRecord
  readonly pkg: PackageRecord
  /** The token that it came with, where it came with one. */
  readonly entitlement: EntitlementRecord | undefined
  readonly bytes: number
}

/** Every download from a workspace, the oldest first. */
export const trafficOf = workspacePart('traffic', (): Traffic[] => [])

/** The emulator's workspaces always have limits, which the service's may lack. */
type Limits = { [Field in keyof OrganizationUsage]: NonNullable<OrganizationUsage[Field]> }

const limits: Limits = { allow_open_source_overage: false, bandwidth_overage_limit: 0, storage_overage_limit: 0 }

/** How far a workspace may go above its plan. */
export const usageLimitsOf = workspacePart('usage limits', () => ({ limits }))
