import { sql } from '../../database/sql.ts'
import type { Visit } from '../parts.ts'

/** How many things wait for people. */
export async function countNeeds({ parts }: Visit): Promise<number> {
  const [row] = await parts.database.query<{ count: number }>(sql`
    select (select count(*) from promotion.tasks where closed_at is null) + (select count(*) from promotion.plans where state = 'approval') as count`)
  return row?.count ?? 0
}
