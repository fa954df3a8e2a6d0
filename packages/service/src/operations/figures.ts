/** A metric for Prometheus. */
export interface Figure {
  readonly kind: 'gauge' | 'counter' | 'histogram'
  /** Names of its labels, each with few values. */
  readonly labels: readonly string[]
  readonly unit?: 'seconds' | 'bytes'
  /** Its description, a sentence without a full stop. */
  readonly help: string
}

/** Metrics that are read from the database, and are the same in every process: aggregate them with `max`, not `sum`. */
export const sharedFigures = {
  cloudsmith_promote_jobs: { kind: 'gauge', labels: ['queue', 'state'], help: 'Jobs that are due: waiting or running' },
  cloudsmith_promote_job_oldest_age_seconds: {
    ...{ kind: 'gauge', labels: ['queue', 'state'], unit: 'seconds' },
    help: 'Age of the oldest job: since it is due (waiting) or has started (running)',
  },
  cloudsmith_promote_plans_open: { kind: 'gauge', labels: ['pipeline', 'state'], help: 'Plans that have not ended' },
  cloudsmith_promote_tasks_open: { kind: 'gauge', labels: ['pipeline', 'kind'], help: 'Tasks that need a person' },
  cloudsmith_promote_edge_pending: { kind: 'gauge', labels: ['edge'], help: 'Packages that are to be checked, now or later' },
  cloudsmith_promote_edge_overdue_seconds: {
    ...{ kind: 'gauge', labels: ['edge'], unit: 'seconds' },
    help: 'How long the first of them has been due; 0 if none is',
  },
  cloudsmith_promote_edge_failures: {
    kind: 'gauge',
    labels: ['edge'],
    help: 'Failed checks since the last successful one',
  },
  cloudsmith_promote_edge_looked_at_timestamp_seconds: {
    ...{ kind: 'gauge', labels: ['edge'], unit: 'seconds' },
    help: 'Time of the last check',
  },
  cloudsmith_promote_paused: {
    kind: 'gauge',
    labels: ['pipeline', 'edge'],
    help: '1 if paused; the edge is empty if the whole pipeline is',
  },
  cloudsmith_promote_stuck: { kind: 'gauge', labels: ['kind'], help: 'Work that is stuck' },
  cloudsmith_promote_messages: {
    kind: 'gauge',
    labels: ['channel', 'state'],
    help: 'Messages that are waiting to be sent, or were given up',
  },
  cloudsmith_promote_rate_limit: {
    kind: 'gauge',
    labels: ['credential'],
    help: 'Requests that Cloudsmith allows in a rate limit window',
  },
  cloudsmith_promote_rate_limit_remaining: { kind: 'gauge', labels: ['credential'], help: 'Requests left in the current window' },
  cloudsmith_promote_worker_heard_timestamp_seconds: {
    ...{ kind: 'gauge', labels: ['worker'], unit: 'seconds' },
    help: 'Last heartbeat of each running process, for the last hour',
  },
} as const satisfies Record<string, Figure>

/** Metrics of this process only. */
export const ownFigures = {
  cloudsmith_promote_database_up: {
    kind: 'gauge',
    labels: [],
    help: '1 if the database answered the query for these metrics',
  },
  cloudsmith_promote_database_connections: {
    kind: 'gauge',
    labels: ['state'],
    help: 'Connections to the database (idle, used), and queries waiting for one',
  },
  cloudsmith_promote_plans_total: { kind: 'counter', labels: ['pipeline', 'edge'], help: 'Plans made by this process' },
  cloudsmith_promote_runs_total: {
    kind: 'counter',
    labels: ['pipeline', 'edge', 'outcome'],
    help: 'Runs that ended with a report in this process',
  },
  cloudsmith_promote_decisions_total: {
    kind: 'counter',
    labels: ['pipeline', 'edge', 'decision'],
    help: 'Plans approved or refused in this process',
  },
  http_server_request_duration_seconds: {
    ...{ kind: 'histogram', labels: ['http_request_method', 'http_route', 'http_response_status_code'], unit: 'seconds' },
    help: 'Duration of requests to this service',
  },
  http_client_request_duration_seconds: {
    ...{ kind: 'histogram', labels: ['http_request_method', 'http_response_status_code', 'error_type'], unit: 'seconds' },
    help: 'Duration of requests to Cloudsmith; error_type if no answer came',
  },
  process_resident_memory_bytes: { kind: 'gauge', labels: [], unit: 'bytes', help: 'Resident memory of the process' },
  process_cpu_seconds_total: { kind: 'counter', labels: [], unit: 'seconds', help: 'CPU time of the process' },
  process_start_time_seconds: { kind: 'gauge', labels: [], unit: 'seconds', help: 'Start time of the process' },
  nodejs_eventloop_utilization: {
    kind: 'gauge',
    labels: [],
    help: 'Share of time since the last scrape that the event loop was busy',
  },
} as const satisfies Record<string, Figure>

/** Name of a metric that is read from the database. */
export type SharedFigure = keyof typeof sharedFigures

/** Name of a metric of this process. */
export type OwnFigure = keyof typeof ownFigures

/** A value of a metric. */
export interface Reading {
  readonly name: SharedFigure
  readonly value: number
  readonly labels: Readonly<Record<string, string>>
}
