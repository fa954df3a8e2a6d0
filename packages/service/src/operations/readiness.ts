import { sql } from '../database/sql.ts'
import type { FlowParts } from '../flow/parts.ts'

/** Milliseconds that the database has to answer. One that hangs is as good as none. */
const patience = 2_000

/** Why the service cannot do what it is for right now, a sentence each. None where it can. */
export async function readinessOf({ database, ending }: Pick<FlowParts, 'database' | 'ending'>): Promise<readonly string[]> {
  const problems = ending.aborted ? ['the service is shutting down'] : []
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, patience, 'the database does not answer')
  })
  const asked = database.query(sql`select 1`).then(
    () => undefined,
    () => 'the database is unavailable',
  )
  const problem = await Promise.race([asked, late])
  clearTimeout(timer)
  return problem === undefined ? problems : [...problems, problem]
}
