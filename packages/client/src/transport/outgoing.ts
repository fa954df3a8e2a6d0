import type { Outgoing } from './transport.ts'

/** What sends a request that somebody has made: a copy of it each time, or where it can be sent but `once`, itself. */
export function outgoing(request: Request, once = false): Outgoing {
  const { method, url, body } = request
  const copy = () => (once || body === null ? request : request.clone())
  return { method, url, once, make: (init) => new Request(copy(), { redirect: 'manual', ...init }) }
}
