import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { every, sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'
import { type Page, type PageOf, pageFrom, placeAfter, rowsOf } from './paging.ts'

/** What a person has to see to: a look or a run that fails again and again, a report that needs a human, a message that reaches nobody. */
export type TaskKind = 'look failed' | 'apply failed' | 'needs a human' | 'notification failed' | 'settings'

/** Something that a person has to see to. */
export interface TaskRow {
  readonly id: number
  /** Of open tasks only one has it. */
  readonly key: string
  readonly kind: TaskKind
  readonly pipeline: string | null
  readonly edge: string | null
  readonly plan: number | null
  readonly run: number | null
  /** A sentence without its full stop. */
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

/** A task that is to be opened. */
export interface NewTask extends Pick<TaskRow, 'key' | 'kind' | 'title' | 'detail'> {
  readonly pipeline?: string | undefined
  readonly edge?: string | undefined
  readonly plan?: number | undefined
  readonly run?: number | undefined
}

/** Opens a task, or says of the one that is open that it has come up again; gives its number, and whether it is new. */
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

/** Closes a task, or all with a key, because somebody has seen to it or it is well again; says whether one was open. */
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

/** Which tasks to list. */
export interface TaskFilter extends PageOf {
  readonly pipeline?: string | undefined
  /** Default: those that are open. */
  readonly isOpen?: boolean | undefined
}

/** Tasks, the latest first. */
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
