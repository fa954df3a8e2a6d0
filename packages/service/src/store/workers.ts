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
  /** When it was last heard of. */
  readonly beatAt: Date
  /** When it ended in good order; one that was killed goes quiet instead. */
  readonly stoppedAt: Date | null
  /** Bytes of memory. */
  readonly rss: number | null
}

/** Says that a process lives. */
export const beat = (database: Queryable, worker: Omit<WorkerRow, 'startedAt' | 'beatAt' | 'stoppedAt'>) => {
  const { id, name, host, pid, version, roles, rss } = worker
  return database.query(sql`
    insert into promotion.workers (id, name, host, pid, version, roles, rss)
    values (${id}, ${storable(name)}, ${storable(host)}, ${pid}, ${version}, ${roles}, ${rss})
    on conflict (id) do update set beat_at = now(), rss = excluded.rss`)
}

/** Says that a process ends. */
export const noteStop = (database: Queryable, id: string) =>
  database.query(sql`update promotion.workers set stopped_at = now() where id = ${id}`)

/** Processes that live, and those that were heard of in the last day: the latest first. */
export const listWorkers = (database: Queryable): Promise<readonly WorkerRow[]> =>
  database.query<WorkerRow>(sql`
    select id, name, host, pid, version, roles, started_at as "startedAt", beat_at as "beatAt", stopped_at as "stoppedAt", rss
    from promotion.workers where beat_at > now() - interval '1 day' order by stopped_at is not null, beat_at desc limit 500`)
