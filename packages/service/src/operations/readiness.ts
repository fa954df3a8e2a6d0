import { sql } from '../database/sql.ts'
import type { FlowParts } from '../flow/parts.ts'

/** Timeout for the database in milliseconds. One that hangs counts as unavailable. */
const patience = 2_000

/** Why the service is not ready, as sentences; empty if it is. */
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
