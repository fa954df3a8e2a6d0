import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A process of the service. */
export interface WorkerRow {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly pid: number
  readonly version: string
  readonly roles: readonly string[]
  readonly startedAt: Date
  /** Its last heartbeat. */
  readonly beatAt: Date
  /** When it shut down; null if it runs or was killed. */
  readonly stoppedAt: Date | null
  /** Resident memory in bytes. */
  readonly rss: number | null
}

/** Records a heartbeat. */
export const beat = (database: Queryable, worker: Omit<WorkerRow, 'startedAt' | 'beatAt' | 'stoppedAt'>) => {
  const { id, name, host, pid, version, roles, rss } = worker
  return database.query(sql`
    insert into promotion.workers (id, name, host, pid, version, roles, rss)
    values (${id}, ${storable(name)}, ${storable(host)}, ${pid}, ${version}, ${roles}, ${rss})
    on conflict (id) do update set beat_at = now(), rss = excluded.rss`)
}

/** Records that a process shuts down. */
export const noteStop = (database: Queryable, id: string) =>
  database.query(sql`update promotion.workers set stopped_at = now() where id = ${id}`)

/** Lists processes with a heartbeat in the last day, latest first. */
export const listWorkers = (database: Queryable): Promise<readonly WorkerRow[]> =>
  database.query<WorkerRow>(sql`
    select id, name, host, pid, version, roles, started_at as "startedAt", beat_at as "beatAt", stopped_at as "stoppedAt", rss
    from promotion.workers where beat_at > now() - interval '1 day' order by stopped_at is not null, beat_at desc limit 500`)
