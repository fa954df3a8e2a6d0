import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** An edge of a pipeline, as the service knows it. */
export interface EdgeRow {
  readonly id: string
  readonly pipeline: string
  readonly from: string
  readonly to: string
  readonly name: string | null
}

/** How an edge gets on. */
export interface EdgeState extends EdgeRow {
  readonly lookedAt: Date | null
  readonly reconciledAt: Date | null
  /** Looks that failed since the last that did not. */
  readonly attempts: number
  readonly lastError: string | null
  /** Packages to be looked at, and when the first of them is due. */
  readonly pending: number
  readonly dueAt: Date | null
}

/** Makes pipelines and their edges known. Those that are gone stay, for history's sake. */
export async function registerPipeline(
  database: Queryable,
  { name, owner, definition }: { name: string; owner: string; definition: object },
  edges: readonly EdgeRow[],
): Promise<void> {
  await database.query(sql`
    insert into promotion.pipelines (name, owner, definition) values (${name}, ${owner}, ${JSON.stringify(definition)})
    on conflict (name) do update set owner = excluded.owner, definition = excluded.definition, seen_at = now()`)
  for (const { id, pipeline, from, to, name } of edges) {
    await database.query(sql`
      insert into promotion.edges (id, pipeline, from_stage, to_stage, name) values (${id}, ${pipeline}, ${from}, ${to}, ${name})
      on conflict (id) do nothing`)
  }
}

/** How the edges of all pipelines get on, or of one. */
export const edgeStates = (database: Queryable, pipeline?: string): Promise<readonly EdgeState[]> =>
  database.query<EdgeState>(sql`
    select id, pipeline, from_stage as "from", to_stage as "to", name, looked_at as "lookedAt", reconciled_at as "reconciledAt",
      attempts, last_error as "lastError",
      (select count(*) from promotion.pending where edge = id) as pending,
      (select min(due_at) from promotion.pending where edge = id) as "dueAt"
    from promotion.edges where ${pipeline === undefined ? sql`true` : sql`pipeline = ${pipeline}`} order by pipeline, id`)

/** Notes that an edge was looked at, and whether that was all of it. */
export const noteLook = (database: Queryable, edge: string, at: Date, isAll: boolean) =>
  database.query(sql`
    update promotion.edges set looked_at = ${at}, reconciled_at = case when ${isAll} then ${at} else reconciled_at end,
      attempts = 0, last_error = null
    where id = ${edge}`)

/** Notes that a look failed, and says how often in a row that has happened now. */
export async function noteFailedLook(database: Queryable, edge: string, error: string): Promise<number> {
  const [row] = await database.query<{ attempts: number }>(sql`
    update promotion.edges set attempts = attempts + 1, last_error = ${storable(error, 2_000)} where id = ${edge} returning attempts`)
  return row?.attempts ?? 1
}
