import type { Package } from '@cloudsmith-sdk/client'
import type { Pipeline } from '@cloudsmith-sdk/promotion'
import { stageHoldingsOf } from '@cloudsmith-sdk/promotion/compare'
import type { NewHolding } from '../store/holdings.ts'

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const

/** The holdings of a package in the stages of a pipeline, from a row of a list or a webhook. */
export function holdingsOf(pipeline: Pipeline, row: Package, seenAt: Date): readonly NewHolding[] {
  const counts: Readonly<Record<string, unknown>> = { ...row.vulnerability_counts }
  const countOf = (severity: string) => Number(counts[severity] ?? 0)
  const found = severities.find((severity) => countOf(severity) > 0)
  const told = {
    seenAt,
    size: row.size ?? null,
    tags: Object.values(row.tags ?? {})
      .flat()
      .filter((tag) => typeof tag === 'string'),
    scan: row.security_scan_status ?? null,
    severity: found ?? null,
    findings: Object.keys(counts).length === 0 ? null : severities.reduce((sum, severity) => sum + countOf(severity), 0),
    licence: row.spdx_license ?? row.license ?? null,
    uploadedAt: row.uploaded_at ? new Date(row.uploaded_at) : null,
  }
  return stageHoldingsOf(pipeline, row).map(({ stage, package: identity, slugPerm, sha256, state }) => ({
    ...{ stage, identity, slugPerm, sha256, state },
    ...told,
  }))
}
