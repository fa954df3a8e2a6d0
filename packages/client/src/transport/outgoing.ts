import type { Outgoing } from './transport.ts'

/** Prepares an existing request to be sent: a copy of it each time, or the request itself if it can only be sent `once`. */
export function outgoing(request: Request, once = false): Outgoing {
  const { method, url, body } = request
  const copy = () => (once || body === null ? request : request.clone())
  return { method, url, once, make: (init) => new Request(copy(), { redirect: 'manual', ...init }) }
}
