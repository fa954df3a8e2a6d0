import type { Queryable } from '../database/database.ts'
import { joined, raw, type Sql, sql } from '../database/sql.ts'

/** Where names stand of those who ask for something, agree or refuse, each with an index that begins with them. */
const places = [
  ['plans', 'requested_by'],
  ['runs', 'requested_by'],
  ['approvals', 'by'],
  ['refusals', 'by'],
] as const

/** Names that are in a column: from each the index leads to the next, past all rows of the same, of which there are far more than people. */
const namesIn = ([table, column]: (typeof places)[number]): Sql => {
  const [from, name] = [raw(`promotion.${table}`), raw(column)]
  return sql`(
    with recursive known (name) as (
      (select ${name} from ${from} where ${name} is not null order by ${name} limit 1)
      union all select (select ${name} from ${from} where ${name} > known.name order by ${name} limit 1) from known where known.name is not null)
    select name from known where name is not null)`
}

/** Names of those who had a part in anything, with a text in them, in any case. */
export async function namesLike(database: Queryable, part: string): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(sql`
    select distinct name from (${joined(places.map(namesIn), ' union all ')}) as everybody
    where position(lower(${part}) in lower(name)) > 0`)
  return rows.map(({ name }) => name)
}
