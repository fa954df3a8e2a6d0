import { readableSize } from '../../core/readable-size.ts'
import type { UsageMetrics } from '../../generated/v1.ts'
import type { Traffic } from './records.ts'

/** The period of metrics: ISO 8601, inclusive; a missing end is open. */
export interface Period {
  readonly start?: string | undefined
  readonly finish?: string | undefined
}

/**
 * Download metrics of some things in a period. `lowest`, `highest` and `average` compare the things with each other.
 *
 * @param things all things, of which those with downloads count as active
 */
export function metricsOf<Thing>(
  things: readonly Thing[],
  traffic: readonly Traffic[],
  thingOf: (download: Traffic) => Thing | undefined,
  period: Period,
): UsageMetrics {
  const used = new Map(things.map((thing) => [thing, { bytes: 0, downloads: 0 }]))
  for (const download of traffic.filter(({ at }) => isWithin(at, period))) {
    const thing = thingOf(download)
    const usage = thing === undefined ? undefined : used.get(thing)
    if (usage === undefined) continue
    usage.bytes += download.bytes
    usage.downloads += 1
  }
  const all = [...used.values()]
  const active = all.filter(({ downloads }) => downloads > 0).length
  return {
    active,
    inactive: all.length - active,
    total: all.length,
    bandwidth: spread(
      all.map(({ bytes }) => bytes),
      (value) => ({ display: readableSize(value), units: 'bytes', value }),
    ),
    downloads: spread(
      all.map(({ downloads }) => downloads),
      (value) => ({ value }),
    ),
  }
}

function isWithin(at: number, { start, finish }: Period): boolean {
  // A date without a time includes the whole day.
  const end = finish !== undefined && /^\d{4}-\d\d-\d\d$/.test(finish) ? `${finish}T23:59:59.999Z` : finish
  return !(start !== undefined && at < Date.parse(start)) && !(end !== undefined && at > Date.parse(end))
}

function spread<Shown>(values: readonly number[], show: (value: number) => Shown) {
  const total = values.reduce((sum, value) => sum + value, 0)
  return {
    average: show(values.length === 0 ? 0 : Math.round(total / values.length)),
    highest: show(Math.max(0, ...values)),
    lowest: show(values.length === 0 ? 0 : Math.min(...values)),
    total: show(total),
  }
}
