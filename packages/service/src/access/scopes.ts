import { may, type Person, type Right } from './person.ts'

/** What a token may be for: look; make plans; agree to plans; have them applied; everything else. */
export const scopes = ['read', 'plan', 'approve', 'apply', 'admin'] as const

/** What a token may be for. */
export type Scope = (typeof scopes)[number]

/** The right that somebody needs for what a token needs a scope for. */
const rightOf: Readonly<Record<Scope, Right>> = {
  ...{ read: 'view', plan: 'request', approve: 'approve', apply: 'request', admin: 'administer' },
}

/** What somebody could give a token for: no token may do what whoever made it may not. */
export const scopesOf = (person: Pick<Person, 'role'>): readonly Scope[] => scopes.filter((scope) => may(person, rightOf[scope]))
