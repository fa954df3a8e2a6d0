import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { AccessEnv } from '../access/env.ts'
import type { Person } from '../access/person.ts'
import type { FlowParts } from '../flow/parts.ts'
import type { Topic } from '../store/announce.ts'
import type { Changes } from '../store/changes.ts'

/** What pages are made of: what flows, to look at and to decide about. */
export interface PageParts extends FlowParts {
  /** Where one signs in again, and out; undefined where nobody signs in. */
  readonly signIn?: string | undefined
  readonly signOut?: string | undefined
}

/** A request for a page. */
export interface Visit {
  readonly context: Context<AccessEnv>
  readonly parts: PageParts
  /** Tells of what changes. */
  readonly changes: Changes
  readonly person: Person
  /** The time at the request: one for all that a page says. */
  readonly now: Date
  /** The same by the machine's own clock, in milliseconds since 1970: what changes after it is news to whoever sees the page. */
  readonly shownAt: number
}

/** What a page shows. */
export interface View {
  /** Stands before the name of the service. */
  readonly title: string
  readonly main: Child
  /** What it looks again at when it changes, without a reload. Default: nothing. */
  readonly live?: readonly Topic[]
  /** Seconds after which a browser without scripts looks again. Default: never. */
  readonly again?: number | undefined
  /** Default: 200. */
  readonly status?: 200 | 401 | 403 | 404 | 409 | 422 | 500
}

/** Where a form leads when what it asks for is done, and what is said there. */
export interface Done {
  readonly to: string
  /** A sentence of `said.ts`, by its name. */
  readonly said?: string
}

/** Makes what answers a request: a page, where to go next, or a file. */
export type Handler = (visit: Visit) => Promise<View | Done | Response>
