import { DatabaseError } from '../core/errors.ts'

/**
 * The password in the address of a database, so that it can be hidden; empty if there is none.
 *
 * @throws {DatabaseError} it is not an address of a PostgreSQL database; the message does not quote it, because a part of it may be the password
 */
export function passwordIn(address: string): string {
  const parsed = URL.parse(address)
  if (parsed !== null && /^postgres(ql)?:$/.test(parsed.protocol)) return parsed.password
  throw new DatabaseError(
    'DATABASE_URL, or database in the settings, is not the address of a PostgreSQL database: use the form postgres://USER:PASSWORD@HOST:5432/DATABASE.',
  )
}
