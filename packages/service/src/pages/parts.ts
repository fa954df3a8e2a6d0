import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { AccessEnv } from '../access/env.ts'
import type { Person } from '../access/person.ts'
import type { FlowParts } from '../flow/parts.ts'
import type { Topic } from '../store/announce.ts'
import type { Changes } from '../store/changes.ts'

/** What pages work with: the flow, for its data and for decisions. */
export interface PageParts extends FlowParts {
  /** Paths for sign-in and sign-out; undefined without sign-in. */
  readonly signIn?: string | undefined
  readonly signOut?: string | undefined
}

/** A request for a page. */
export interface Visit {
  readonly context: Context<AccessEnv>
  readonly parts: PageParts
  /** Notifies of changes. */
  readonly changes: Changes
  readonly person: Person
  /** The time of the request, the same for everything on the page. */
  readonly now: Date
  /** The time of the request by the machine's own clock, in milliseconds since 1970: later changes are news for the page. */
  readonly shownAt: number
}

/** The content of a page. */
export interface View {
  /** Title, which is followed by the name of the service. */
  readonly title: string
  readonly main: Child
  /** Topics after whose changes the page updates itself. Default: none. */
  readonly live?: readonly Topic[]
  /** Seconds after which a browser without JavaScript reloads the page. Default: never. */
  readonly again?: number | undefined
  /** HTTP status. Default: 200. */
  readonly status?: 200 | 401 | 403 | 404 | 409 | 422 | 500
}

/** The redirect after a form, and the message that is shown there. */
export interface Done {
  readonly to: string
  /** Name of a message in `said.ts`. */
  readonly said?: string
}

/** Handles a request: returns a page, a redirect, or a file. */
export type Handler = (visit: Visit) => Promise<View | Done | Response>
