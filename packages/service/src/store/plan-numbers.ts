import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Numbers of stored plans, by their digests. */
export async function plansByDigest(database: Queryable, digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ id: number; digest: string }>(
    sql`select id, digest from promotion.plans where digest = any (${[...new Set(digests)]}::text[])`,
  )
  return new Map(rows.map(({ id, digest }) => [digest, id]))
}
