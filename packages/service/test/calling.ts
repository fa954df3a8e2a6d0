import { Hono } from 'hono'
import type { AccessEnv } from '../src/access/env.ts'
import type { Person } from '../src/access/person.ts'
import { apiApp } from '../src/api/app.ts'
import { createServiceClient, type ServiceClient } from '../src/client.ts'
import type { FlowParts } from '../src/flow/parts.ts'

/** The API, as somebody calls it who has signed in, or as a program with a token. */
export interface Calling {
  as(person: Person | undefined): ServiceClient
  with(token: string): ServiceClient
  /** What is answered to a request as it is. */
  raw(path: string, init?: RequestInit, person?: Person): Promise<Response>
}

const url = 'http://127.0.0.1'

/** Makes it, without a network. */
export function calling(parts: FlowParts, now = () => new Date(parts.clock.now())): Calling {
  const appFor = (person: Person | undefined) => {
    const app = new Hono<AccessEnv>()
    app.use(async (context, next) => {
      if (person !== undefined) context.set('person', person)
      await next()
    })
    return app.route('/api/v1', apiApp(parts, now))
  }
  const fetchAs = (person: Person | undefined) => async (request: Request) => appFor(person).fetch(request)
  return {
    as: (person) => createServiceClient({ url, fetch: fetchAs(person) }),
    with: (token) => createServiceClient({ url, token, fetch: fetchAs(undefined) }),
    raw: async (path, init, person) => appFor(person).request(`${url}/api/v1${path}`, init),
  }
}
