import { readableSize } from '../../core/readable-size.ts'
import { timestamp } from '../../core/time.ts'
import type { Quota, QuotaHistory } from '../../generated/v1.ts'
import { sizeOf } from '../../package/size.ts'
import { checksumsOf } from '../../world/package.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import type { World } from '../../world/world.ts'
import { trafficOf, usageLimitsOf } from './records.ts'

/** The limits of the emulator's plan in bytes: made up, as plans differ. Exceeding them has no consequence. */
export const planLimits = { bandwidth: 100_000_000_000, storage: 50_000_000_000 }

/** By how much a workspace may let its limits exceed the plan, in gigabytes: made up as well. */
export const mostOverage = { bandwidth: 10_000, storage: 5_000 }

/** The unit of limits. */
const gigabyte = 1000 ** 3

/** Which repositories count: open-source ones have a quota of their own. */
export type QuotaKind = 'ordinary' | 'open-source'

interface Usage {
  readonly downloaded: number
  readonly uploaded: number
  readonly stored: number
  /** Bytes before deduplication of files that several packages share. */
  readonly storedTwice: number
}

/** The usage of a workspace in this month: its storage and its downloads. */
export function quotaOf(world: World, workspace: WorkspaceRecord, kind: QuotaKind): Quota {
  const now = world.clock.now()
  const { downloaded, stored, storedTwice } = usageOf(workspace, kind, monthOf(now, 0), now + 1)
  const { bandwidth_overage_limit: moreBandwidth, storage_overage_limit: moreStorage } = usageLimitsOf(workspace).limits
  const bandwidth = share(downloaded, planLimits.bandwidth, moreBandwidth * gigabyte)
  const storage = share(stored, planLimits.storage, moreStorage * gigabyte)
  return {
    usage: {
      display: {
        bandwidth: readable(bandwidth),
        storage: { ...readable(storage), peak: readableSize(stored), used_pre_deduplication: readableSize(storedTwice) },
      },
      raw: { bandwidth, storage: { ...storage, peak: stored, used_pre_deduplication: storedTwice } },
    },
  }
}

/** The months since the creation of a workspace, at most twelve, the latest first. Storage is what exists now and existed then. */
export function quotaHistoryOf(world: World, workspace: WorkspaceRecord, kind: QuotaKind): QuotaHistory {
  const now = world.clock.now()
  const months = Array.from({ length: 12 }, (_, back) => ({ start: monthOf(now, -back), end: monthOf(now, 1 - back) }))
  const history = months
    .filter(({ end }, back) => back === 0 || end > workspace.createdAt)
    .map(({ start, end }) => {
      const { downloaded, uploaded, stored } = usageOf(workspace, kind, start, end)
      const raw = {
        downloaded: period(downloaded, planLimits.bandwidth),
        uploaded: period(uploaded, planLimits.bandwidth),
        storage_used: { ...period(stored, planLimits.storage), peak: stored },
      }
      const display = {
        downloaded: readablePeriod(raw.downloaded),
        uploaded: readablePeriod(raw.uploaded),
        storage_used: { ...readablePeriod(raw.storage_used), peak: readableSize(stored) },
      }
      const days = Math.round((end - start) / (24 * 3_600_000))
      return { start: timestamp(start), end: timestamp(end), days, plan: 'Emulator', display, raw }
    })
  return { history }
}

function usageOf(workspace: WorkspaceRecord, kind: QuotaKind, start: number, end: number): Usage {
  const counts = ({ settings }: RepositoryRecord) => (settings.repository_type_str === 'Open-Source') === (kind === 'open-source')
  const packages = [...workspace.repositories.values()].filter(counts).flatMap((repository) => [...repository.packages.all()])
  const there = packages.filter(({ uploadedAt }) => uploadedAt < end)
  const files = there.flatMap(({ content }) => content.files.flatMap((file) => checksumsOf(file) ?? []))
  const once = new Map(files.map((file) => [file.sha256, file]))
  return {
    downloaded: sum(
      trafficOf(workspace).filter(({ at, repository }) => at >= start && at < end && counts(repository)),
      ({ bytes }) => bytes,
    ),
    uploaded: sum(
      there.filter(({ uploadedAt }) => uploadedAt >= start),
      sizeOf,
    ),
    stored: sum([...once.values()], ({ size }) => size),
    storedTwice: sum(there, sizeOf),
  }
}

function share(used: number, plan: number, more: number) {
  const configured = plan + more
  return { used, configured, plan_limit: plan, percentage_used: percentage(used, configured) }
}

function readable({ used, configured, plan_limit, percentage_used }: ReturnType<typeof share>) {
  return {
    used: readableSize(used),
    configured: readableSize(configured),
    plan_limit: readableSize(plan_limit),
    percentage_used: `${percentage_used}%`,
  }
}

function period(used: number, limit: number) {
  return { used, limit, percentage: percentage(used, limit) }
}

function readablePeriod({ used, limit, percentage: part }: ReturnType<typeof period>) {
  return { used: readableSize(used), limit: readableSize(limit), percentage: `${part}%` }
}

/** A decimal number as text. */
function percentage(used: number, limit: number): string {
  return ((used / limit) * 100).toFixed(2)
}

/** The start of a month, relative to the current one. */
function monthOf(now: number, away: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + away, 1)
}

function sum<Row>(rows: readonly Row[], value: (row: Row) => number): number {
  return rows.reduce((total, row) => total + value(row), 0)
}
