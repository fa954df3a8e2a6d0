import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { describeError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** A part of the service, and the path at which it is mounted. */
export interface Mount {
  readonly path: string
  readonly app: Hono
}

/** Everything that is reachable from outside, each part with its guards. */
export const publicMounts = ({
  probes,
  webhooks,
  front,
}: Readonly<Record<'probes' | 'webhooks' | 'front', Hono>>): readonly Mount[] => [
  { path: '/', app: probes },
  { path: '/webhooks', app: webhooks },
  { path: '/', app: front },
]

/** What the server app works with. */
export interface AppParts {
  readonly log: Log
  /** Measures all requests. */
  readonly measure?: MiddlewareHandler | undefined
  /** The parts in order of precedence. */
  readonly mounts: readonly Mount[]
}

/** Makes the server app. */
export function createApp({ log, measure, mounts }: AppParts): Hono {
  const app = new Hono()
  if (measure !== undefined) app.use(measure)
  // With `no-referrer`, browsers would send forms of our own pages with the origin `null`, like foreign ones.
  app.use(secureHeaders({ referrerPolicy: 'same-origin' }))
  for (const mount of mounts) app.route(mount.path, mount.app)
  app.notFound((context) => context.text('not found\n', 404))
  app.onError((error, context) => {
    log.error('a request failed', { method: context.req.method, path: context.req.path, error: describeError(error) })
    return context.text('internal error\n', 500)
  })
  return app
}
