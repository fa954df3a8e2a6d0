import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** An edge of a pipeline. */
export interface EdgeRow {
  readonly id: string
  readonly pipeline: string
  readonly from: string
  readonly to: string
  readonly name: string | null
}

/** An edge and its state. */
export interface EdgeState extends EdgeRow {
  readonly lookedAt: Date | null
  readonly reconciledAt: Date | null
  /** Failed checks since the last successful one. */
  readonly attempts: number
  readonly lastError: string | null
  /** Number of packages to check, and when the first of them is due. */
  readonly pending: number
  readonly dueAt: Date | null
}

/** Stores a pipeline and its edges. Removed edges stay, for the history. */
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

/** Reads the states of all edges, or of those of one pipeline. */
export const edgeStates = (database: Queryable, pipeline?: string): Promise<readonly EdgeState[]> =>
  database.query<EdgeState>(sql`
    select id, pipeline, from_stage as "from", to_stage as "to", name, looked_at as "lookedAt", reconciled_at as "reconciledAt",
      attempts, last_error as "lastError",
      (select count(*) from promotion.pending where edge = id) as pending,
      (select min(due_at) from promotion.pending where edge = id) as "dueAt"
    from promotion.edges where ${pipeline === undefined ? sql`true` : sql`pipeline = ${pipeline}`} order by pipeline, id`)

/** Records a check of an edge, and whether it covered all packages. */
export const noteLook = (database: Queryable, edge: string, at: Date, isAll: boolean) =>
  database.query(sql`
    update promotion.edges set looked_at = ${at}, reconciled_at = case when ${isAll} then ${at} else reconciled_at end,
      attempts = 0, last_error = null
    where id = ${edge}`)

/** Records a failed check, and returns the number of consecutive failures. */
export async function noteFailedLook(database: Queryable, edge: string, error: string): Promise<number> {
  const [row] = await database.query<{ attempts: number }>(sql`
    update promotion.edges set attempts = attempts + 1, last_error = ${storable(error, 2_000)} where id = ${edge} returning attempts`)
  return row?.attempts ?? 1
}
