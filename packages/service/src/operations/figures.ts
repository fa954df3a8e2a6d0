/** A figure for Prometheus. */
export interface Figure {
  readonly kind: 'gauge' | 'counter' | 'histogram'
  /** Names of its labels, each with few values. */
  readonly labels: readonly string[]
  readonly unit?: 'seconds' | 'bytes'
  /** What it tells, a sentence without its full stop. */
  readonly help: string
}

/** Read from the database: every process tells the same, so take `max` of them, and not the sum. */
export const sharedFigures = {
  cloudsmith_promote_jobs: { kind: 'gauge', labels: ['queue', 'state'], help: 'Jobs that are due and wait, or run' },
  cloudsmith_promote_job_oldest_age_seconds: {
    ...{ kind: 'gauge', labels: ['queue', 'state'], unit: 'seconds' },
    help: 'Since when the oldest job is due (waiting), or under way (running)',
  },
  cloudsmith_promote_plans_open: { kind: 'gauge', labels: ['pipeline', 'state'], help: 'Plans that are not at their end' },
  cloudsmith_promote_tasks_open: { kind: 'gauge', labels: ['pipeline', 'kind'], help: 'Tasks that a person has to see to' },
  cloudsmith_promote_edge_pending: { kind: 'gauge', labels: ['edge'], help: 'Packages that are to be looked at, now or later' },
  cloudsmith_promote_edge_overdue_seconds: {
    ...{ kind: 'gauge', labels: ['edge'], unit: 'seconds' },
    help: 'Since when the first of them is due; 0 where none is',
  },
  cloudsmith_promote_edge_failures: {
    kind: 'gauge',
    labels: ['edge'],
    help: 'Looks at it that failed since the last that did not',
  },
  cloudsmith_promote_edge_looked_at_timestamp_seconds: {
    ...{ kind: 'gauge', labels: ['edge'], unit: 'seconds' },
    help: 'When it was looked at last',
  },
  cloudsmith_promote_paused: {
    kind: 'gauge',
    labels: ['pipeline', 'edge'],
    help: '1 for what is paused; the edge is empty for all of a pipeline',
  },
  cloudsmith_promote_stuck: { kind: 'gauge', labels: ['kind'], help: 'Work that does not get on by itself' },
  cloudsmith_promote_messages: {
    kind: 'gauge',
    labels: ['channel', 'state'],
    help: 'Messages that are to be told, or were given up',
  },
  cloudsmith_promote_rate_limit: { kind: 'gauge', labels: ['credential'], help: 'Requests that the registry allows in a window' },
  cloudsmith_promote_rate_limit_remaining: { kind: 'gauge', labels: ['credential'], help: 'Those of them that are left' },
  cloudsmith_promote_worker_heard_timestamp_seconds: {
    ...{ kind: 'gauge', labels: ['worker'], unit: 'seconds' },
    help: 'When a process that has not ended was heard of last, in the last hour',
  },
} as const satisfies Record<string, Figure>

/** Of this process alone. */
export const ownFigures = {
  cloudsmith_promote_database_up: {
    kind: 'gauge',
    labels: [],
    help: '1 where the database answered when it was asked for these figures',
  },
  cloudsmith_promote_database_connections: {
    kind: 'gauge',
    labels: ['state'],
    help: 'Connections to the database (idle, used), and requests that wait for one',
  },
  cloudsmith_promote_plans_total: { kind: 'counter', labels: ['pipeline', 'edge'], help: 'Plans that were made here' },
  cloudsmith_promote_runs_total: {
    kind: 'counter',
    labels: ['pipeline', 'edge', 'outcome'],
    help: 'Runs that came to a report here',
  },
  cloudsmith_promote_decisions_total: {
    kind: 'counter',
    labels: ['pipeline', 'edge', 'decision'],
    help: 'Plans that people approved or refused here',
  },
  http_server_request_duration_seconds: {
    ...{ kind: 'histogram', labels: ['http_request_method', 'http_route', 'http_response_status_code'], unit: 'seconds' },
    help: 'Requests that were answered',
  },
  http_client_request_duration_seconds: {
    ...{ kind: 'histogram', labels: ['http_request_method', 'http_response_status_code', 'error_type'], unit: 'seconds' },
    help: 'Requests to the registry; error_type where none of its answers came',
  },
  process_resident_memory_bytes: { kind: 'gauge', labels: [], unit: 'bytes', help: 'Memory of the process' },
  process_cpu_seconds_total: { kind: 'counter', labels: [], unit: 'seconds', help: 'Time that the processor spent on it' },
  process_start_time_seconds: { kind: 'gauge', labels: [], unit: 'seconds', help: 'When it was started' },
  nodejs_eventloop_utilization: { kind: 'gauge', labels: [], help: 'Share of the time since the last look that it was busy' },
} as const satisfies Record<string, Figure>

/** Name of a figure that is read from the database. */
export type SharedFigure = keyof typeof sharedFigures

/** Name of a figure of this process. */
export type OwnFigure = keyof typeof ownFigures

/** A value of a figure. */
export interface Reading {
  readonly name: SharedFigure
  readonly value: number
  readonly labels: Readonly<Record<string, string>>
}
