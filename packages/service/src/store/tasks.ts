import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { every, sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'

/** Types of tasks: a check or a run keeps failing, a report needs a human, a message cannot be delivered, the settings have a problem. */
export type TaskKind = 'look failed' | 'apply failed' | 'needs a human' | 'notification failed' | 'settings'

/** A task that needs a person. */
export interface TaskRow {
  readonly id: number
  /** Unique among open tasks. */
  readonly key: string
  readonly kind: TaskKind
  readonly pipeline: string | null
  readonly edge: string | null
  readonly plan: number | null
  readonly run: number | null
  /** A sentence without a full stop. */
  readonly title: string
  readonly detail: string
  /** How often it has come up since it was opened. */
  readonly times: number
  readonly openedAt: Date
  readonly lastAt: Date
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly note: string | null
}

const columns = sql`id, key, kind, pipeline, edge, plan, run, title, detail, times, opened_at as "openedAt", last_at as "lastAt",
  closed_at as "closedAt", closed_by as "closedBy", note`

/** A task to open. */
export interface NewTask extends Pick<TaskRow, 'key' | 'kind' | 'title' | 'detail'> {
  readonly pipeline?: string | undefined
  readonly edge?: string | undefined
  readonly plan?: number | undefined
  readonly run?: number | undefined
}

/** Opens a task, or records that the open one has come up again. Returns its number, and whether it is new. */
export async function openTask(
  database: Queryable,
  { key, kind, title, detail, pipeline, edge, plan, run }: NewTask,
  at: Date,
): Promise<{ readonly id: number; readonly isNew: boolean }> {
  const [row] = await database.query<{ id: number; isNew: boolean }>(sql`
    insert into promotion.tasks (key, kind, pipeline, edge, plan, run, title, detail, opened_at, last_at)
    values (${storable(key)}, ${kind}, ${pipeline ?? null}, ${edge ?? null}, ${plan ?? null}, ${run ?? null}, ${storable(title)},
      ${storable(detail, 4_000)}, ${at}, ${at})
    on conflict (key) where closed_at is null do update set times = tasks.times + 1, last_at = excluded.last_at, detail = excluded.detail,
      run = coalesce(excluded.run, tasks.run)
    returning id, xmax = 0 as "isNew"`)
  if (row === undefined) throw new TypeError('PostgreSQL gave no row for one that it has taken.')
  return row
}

/** Closes a task, or all with a key, because somebody has resolved it or the problem has gone away. Returns whether one was open. */
export async function closeTask(
  database: Queryable,
  which: { readonly id: number } | { readonly key: string },
  actor: Actor,
  { at, note = null }: { at: Date; note?: string | null },
): Promise<boolean> {
  const rows = await database.query(sql`
    update promotion.tasks set closed_at = ${at}, closed_by = ${storable(actor.by)}, note = ${note === null ? null : storable(note, 2_000)}
    where ${'id' in which ? sql`id = ${which.id}` : sql`key = ${which.key}`} and closed_at is null returning 1`)
  return rows.length > 0
}

/** Filters of the list of tasks. */
export interface TaskFilter extends PageOf {
  readonly pipeline?: string | undefined
  /** Only open tasks, or only closed ones. Default: open tasks. */
  readonly isOpen?: boolean | undefined
}

/** Lists tasks, latest first. */
export async function listTasks(database: Queryable, filter: TaskFilter = {}): Promise<Page<TaskRow>> {
  const { pipeline, isOpen = true } = filter
  const place = placeAfter(filter, 1)
  const where = every([
    isOpen ? sql`closed_at is null` : sql`closed_at is not null`,
    pipeline === undefined ? undefined : sql`pipeline = ${pipeline}`,
    place === undefined ? undefined : sql`id < ${place[0]}`,
  ])
  const rows = await database.query<TaskRow>(
    sql`select ${columns} from promotion.tasks where ${where} order by id desc limit ${rowsOf(filter) + 1}`,
  )
  return pageFrom(rows, filter, ({ id }) => [id])
}
