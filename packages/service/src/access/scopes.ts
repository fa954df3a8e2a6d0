import { may, type Person, type Right } from './person.ts'

/** The scopes of tokens: read everything, make plans, approve plans, have plans applied, administer the service. */
export const scopes = ['read', 'plan', 'approve', 'apply', 'admin'] as const

/** A scope of a token. */
export type Scope = (typeof scopes)[number]

/** The right that a person needs for what a token needs a scope for. */
const rightOf: Readonly<Record<Scope, Right>> = {
  ...{ read: 'view', plan: 'request', approve: 'approve', apply: 'request', admin: 'administer' },
}

/** The scopes that somebody may give to a token: no token may do more than its creator. */
export const scopesOf = (person: Pick<Person, 'role'>): readonly Scope[] => scopes.filter((scope) => may(person, rightOf[scope]))
