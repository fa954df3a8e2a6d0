import type { Queryable } from '../database/database.ts'
import { joined, raw, type Sql, sql } from '../database/sql.ts'

/** The columns with names of people who requested, approved or refused something, each with an index that starts with it. */
const places = [
  ['plans', 'requested_by'],
  ['runs', 'requested_by'],
  ['approvals', 'by'],
  ['refusals', 'by'],
] as const

/** The distinct names in a column. The index leads from each name to the next, past the many rows of the same person. */
const namesIn = ([table, column]: (typeof places)[number]): Sql => {
  const [from, name] = [raw(`promotion.${table}`), raw(column)]
  return sql`(
    with recursive known (name) as (
      (select ${name} from ${from} where ${name} is not null order by ${name} limit 1)
      union all select (select ${name} from ${from} where ${name} > known.name order by ${name} limit 1) from known where known.name is not null)
    select name from known where name is not null)`
}

/** Names of people involved in anything that contain a text, in upper or lower case. */
export async function namesLike(database: Queryable, part: string): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(sql`
    select distinct name from (${joined(places.map(namesIn), ' union all ')}) as everybody
    where position(lower(${part}) in lower(name)) > 0`)
  return rows.map(({ name }) => name)
}
