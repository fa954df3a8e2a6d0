import type { Role } from '../core/roles.ts'
import { storable } from '../core/text.ts'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** A person who has signed in. */
export interface PersonRow {
  readonly id: number
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly login: string | null
  readonly address: string | null
  /** Groups, as the issuer last reported them. */
  readonly groups: readonly string[]
  readonly role: Role
  readonly firstAt: Date
  readonly lastAt: Date
}

/** Records a sign-in, with the groups of the person. */
export const keepPerson = (database: Queryable, person: Omit<PersonRow, 'id' | 'firstAt' | 'lastAt'>) => {
  const { issuer, subject, name, login, address, groups, role } = person
  return database.query(sql`
    insert into promotion.people (issuer, subject, name, login, address, groups, role)
    values (${storable(issuer)}, ${storable(subject)}, ${storable(name)}, ${login === null ? null : storable(login)},
      ${address === null ? null : storable(address)}, ${groups.map((group) => storable(group))}, ${role})
    on conflict (issuer, subject) do update set name = excluded.name, login = excluded.login, address = excluded.address,
      groups = excluded.groups, role = excluded.role, last_at = now()`)
}

/** Lists people who have signed in, most recent first. */
export const listPeople = (database: Queryable, limit = 500): Promise<readonly PersonRow[]> =>
  database.query<PersonRow>(sql`
    select id, issuer, subject, name, login, address, groups, role, first_at as "firstAt", last_at as "lastAt"
    from promotion.people order by last_at desc limit ${limit}`)
