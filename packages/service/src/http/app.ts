import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { describeError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** A part of what the service answers, and below which path. */
export interface Mount {
  readonly path: string
  readonly app: Hono
}

/** All that is reached from outside, each part with what guards it: what is not here answers nobody. */
export const publicMounts = ({
  probes,
  webhooks,
  front,
}: Readonly<Record<'probes' | 'webhooks' | 'front', Hono>>): readonly Mount[] => [
  { path: '/', app: probes },
  { path: '/webhooks', app: webhooks },
  { path: '/', app: front },
]

/** What the shell of all answers works with. */
export interface AppParts {
  readonly log: Log
  /** Measures all that is answered. */
  readonly measure?: MiddlewareHandler | undefined
  /** In their order: the first that has a path answers. */
  readonly mounts: readonly Mount[]
}

/** Makes what answers requests. */
export function createApp({ log, measure, mounts }: AppParts): Hono {
  const app = new Hono()
  if (measure !== undefined) app.use(measure)
  // Without any referrer browsers send forms of our own pages with the origin `null`, as if they came from elsewhere.
  app.use(secureHeaders({ referrerPolicy: 'same-origin' }))
  for (const mount of mounts) app.route(mount.path, mount.app)
  app.notFound((context) => context.text('not found\n', 404))
  app.onError((error, context) => {
    log.error('a request failed', { method: context.req.method, path: context.req.path, error: describeError(error) })
    return context.text('internal error\n', 500)
  })
  return app
}
