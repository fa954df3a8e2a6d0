import { Hono } from 'hono'
import type { AccessEnv } from '../src/access/env.ts'
import type { Person } from '../src/access/person.ts'
import type { FlowParts } from '../src/flow/parts.ts'
import { pagesApp } from '../src/pages/app.tsx'

/** People of tests. Nobody vouches for them. */
export const people = {
  ada: { name: 'ada', groups: ['release'], role: 'approver' },
  grace: { name: 'grace', groups: ['release'], role: 'approver' },
  vera: { name: 'vera', groups: [], role: 'viewer' },
  root: { name: 'root', groups: [], role: 'admin' },
} as const satisfies Readonly<Record<string, Person>>

/** Pages, as somebody sees them. */
export interface Shown {
  readonly app: Hono<AccessEnv>
  /** Asks for a page; gives its status and its text. */
  get(path: string, person?: Person): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }>
  /** Sends a form. */
  post(path: string, fields: Readonly<Record<string, string>>, person?: Person): Promise<Response>
}

/** Shows pages. Who asks is whom a header names, and ada where none does; nobody where it is empty. */
export function show(parts: FlowParts): Shown {
  const app = new Hono<AccessEnv>()
  app.use(async (context, next) => {
    const named = context.req.header('x-person')
    const person = named === undefined ? people.ada : (JSON.parse(decodeURIComponent(named)) as Person | null)
    if (person !== null) context.set('person', person)
    await next()
  })
  app.route('/', pagesApp({ ...parts, signIn: '/sign-in', signOut: '/sign-out' }))
  const as = (person: Person) => ({ 'x-person': encodeURIComponent(JSON.stringify(person)) })
  return {
    app,
    async get(path, person = people.ada) {
      const answer = await app.request(path, { headers: as(person) })
      return { status: answer.status, text: await answer.text(), headers: answer.headers }
    },
    post: async (path, fields, person = people.ada) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers: as(person) }),
  }
}
