import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { describeError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** A part of what the service answers, and below which path. */
export interface Mount {
  readonly path: string
  readonly app: Hono
}

/** What the shell of all answers works with. */
export interface AppParts {
  readonly log: Log
  /**
   * Why the service cannot do what it is for right now, a sentence each: the database is away, it is ending. None where it can.
   */
  readonly unready: () => Promise<readonly string[]>
  /** In their order: the first that has a path answers. */
  readonly mounts: readonly Mount[]
}

/**
 * Makes what answers requests. `/healthz` says that the process lives, and looks at nothing else: who restarts it on that must not restart it
 * because the database is away. `/readyz` says whether it can do what it is for.
 */
export function createApp({ log, unready, mounts }: AppParts): Hono {
  const app = new Hono()
  // Without any referrer browsers send forms of our own pages with the origin `null`, as if they came from elsewhere.
  app.use(secureHeaders({ referrerPolicy: 'same-origin' }))
  app.get('/healthz', (context) => context.text('ok\n'))
  app.get('/readyz', async (context) => {
    const problems = await unready()
    return context.json({ ready: problems.length === 0, problems }, problems.length === 0 ? 200 : 503)
  })
  for (const mount of mounts) app.route(mount.path, mount.app)
  app.notFound((context) => context.text('not found\n', 404))
  app.onError((error, context) => {
    log.error('a request failed', { method: context.req.method, path: context.req.path, error: describeError(error) })
    return context.text('internal error\n', 500)
  })
  return app
}
