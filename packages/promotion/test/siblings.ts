import { Cloudsmith } from '@cloudsmith-sdk/client'
import type { Emulator } from '@cloudsmith-sdk/emulator'

/** What a client sends requests with. */
type Send = (input: Parameters<typeof fetch>[0], init?: RequestInit) => Promise<Response>

/**
 * Makes of the emulator a service that takes packages whose names end in `-twin` for siblings of those without it: of one identity, as far as
 * anybody can see, and side by side in one repository. The emulator itself keeps no such packages, as nobody knows which formats have them.
 */
export function withSiblings(send: Send): Send {
  return async (input, init) => {
    const request = new Request(input, init)
    const url = new URL(request.url)
    const query = url.searchParams.get('query')
    if (query !== null) url.searchParams.set('query', query.replaceAll(/name:\^([\w-]+)\$/g, '(name:^$1$ OR name:^$1-twin$)'))
    const answer = await send(new Request(url, request))
    const { status, headers } = answer
    return new Response(status === 204 ? null : (await answer.text()).replaceAll('-twin', ''), { status, headers })
  }
}

/** A client of such a service. */
export const clientWithSiblings = (emulator: Emulator): Cloudsmith =>
  new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch: withSiblings(emulator.fetch) })
