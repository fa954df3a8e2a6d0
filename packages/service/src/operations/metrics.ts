import { performance } from 'node:perf_hooks'
import type { FetchLike } from '@cloudsmith-sdk/client'
import type { Counter, Histogram, Meter, Observable } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { version } from '../core/version.ts'
import type { Happening } from '../flow/happening.ts'
import type { FlowParts } from '../flow/parts.ts'
import { type Figure, type OwnFigure, ownFigures, type SharedFigure, sharedFigures } from './figures.ts'
import { readFigures } from './read-figures.ts'

/** The metrics of a process of the service. */
export interface Metrics {
  /** Counts events, including those of transactions that are rolled back. */
  readonly heard: (happening: Happening) => void
  /** Measures incoming requests. */
  readonly answering: MiddlewareHandler
  /** Measures requests to Cloudsmith. */
  asking(next: FetchLike): FetchLike
  /** All metrics in the text format of Prometheus; without those of the database if it is unavailable. */
  text(parts: FlowParts): Promise<string>
}

/** Histogram buckets in seconds, as the OpenTelemetry conventions recommend for requests. */
const durations = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
const methodOf = (method: string): string => (methods.has(method) ? method : '_OTHER')

/** Milliseconds for which metrics of the database are cached, however many scrapers there are. */
const fresh = 2_000

/** Makes the metrics of a process. */
export function createMetrics(): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const serializer = new PrometheusSerializer('', false, undefined, true, true)
  const meter = new MeterProvider({ readers: [exporter] }).getMeter('@cloudsmith-sdk/service', version)
  const counter = (name: OwnFigure): Counter => meter.createCounter(name, optionsOf(ownFigures[name]))
  const histogram = (name: OwnFigure): Histogram =>
    meter.createHistogram(name, { ...optionsOf(ownFigures[name]), advice: { explicitBucketBoundaries: durations } })
  const plans = counter('cloudsmith_promote_plans_total')
  const runs = counter('cloudsmith_promote_runs_total')
  const decisions = counter('cloudsmith_promote_decisions_total')
  const answered = histogram('http_server_request_duration_seconds')
  const asked = histogram('http_client_request_duration_seconds')
  let parts: FlowParts | undefined
  observe(meter, () => parts)

  return {
    heard(happening) {
      const { type, pipeline, edge } = happening
      if (type === 'plan kept') plans.add(1, { pipeline, edge })
      if (type === 'run ended') runs.add(1, { pipeline, edge, outcome: happening.outcome })
      if (type === 'plan approved') decisions.add(1, { pipeline, edge, decision: 'approved' })
      if (type === 'plan refused') decisions.add(1, { pipeline, edge, decision: 'refused' })
    },
    async answering(context, next) {
      const begun = performance.now()
      await next()
      answered.record((performance.now() - begun) / 1_000, {
        http_request_method: methodOf(context.req.method),
        http_route: routePath(context, -1),
        http_response_status_code: String(context.res.status),
      })
    },
    asking: (next) => async (request, init) => {
      const begun = performance.now()
      const record = (labels: Record<string, string>) =>
        asked.record((performance.now() - begun) / 1_000, { http_request_method: methodOf(request.method), ...labels })
      try {
        const response = await next(request, init)
        record({ http_response_status_code: String(response.status), error_type: '' })
        return response
      } catch (error) {
        record({ http_response_status_code: '', error_type: error instanceof Error ? error.name : 'unknown' })
        throw error
      }
    },
    async text(of) {
      parts = of
      const { resourceMetrics } = await exporter.collect()
      return serializer.serialize(resourceMetrics)
    },
  }
}

const optionsOf = ({ help, unit }: Figure) => ({ description: help, ...(unit === undefined ? {} : { unit }) })

/** Registers the metrics that are read when they are scraped. */
function observe(meter: Meter, partsOf: () => FlowParts | undefined): void {
  const shared = new Map<SharedFigure, Observable>()
  for (const [name, figure] of Object.entries<Figure>(sharedFigures)) {
    shared.set(name as SharedFigure, meter.createObservableGauge(name, optionsOf(figure)))
  }
  const gauge = (name: OwnFigure) => meter.createObservableGauge(name, optionsOf(ownFigures[name]))
  const isUp = gauge('cloudsmith_promote_database_up')
  const connections = gauge('cloudsmith_promote_database_connections')
  let read: { readonly at: number; readonly figures: ReturnType<typeof readFigures> } | undefined
  meter.addBatchObservableCallback(
    async (result) => {
      const parts = partsOf()
      if (parts === undefined) return
      const { total, idle, waiting } = parts.database.connections
      for (const [state, value] of Object.entries({ idle, used: total - idle, waiting }))
        result.observe(connections, value, { state })
      if (read === undefined || performance.now() - read.at > fresh) read = { at: performance.now(), figures: readFigures(parts) }
      const figures = await read.figures.catch((error: unknown) =>
        parts.log.debug('the metrics of the database could not be read', { error }),
      )
      result.observe(isUp, figures === undefined ? 0 : 1)
      for (const { name, value, labels } of figures ?? []) result.observe(shared.get(name) as Observable, value, { ...labels })
    },
    [...shared.values(), isUp, connections],
  )
  gauge('process_resident_memory_bytes').addCallback((result) => result.observe(process.memoryUsage.rss()))
  gauge('process_start_time_seconds').addCallback((result) => result.observe(performance.timeOrigin / 1_000))
  meter
    .createObservableCounter('process_cpu_seconds_total', optionsOf(ownFigures.process_cpu_seconds_total))
    .addCallback((result) => {
      const { user, system } = process.cpuUsage()
      result.observe((user + system) / 1_000_000)
    })
  let before = performance.eventLoopUtilization()
  gauge('nodejs_eventloop_utilization').addCallback((result) => {
    const since = performance.eventLoopUtilization(before)
    before = performance.eventLoopUtilization()
    result.observe(since.utilization)
  })
}
