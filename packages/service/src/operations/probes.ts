import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'

/** What probes ask. */
export interface Probed {
  /** See {@link readinessOf}. */
  readonly unready: () => Promise<readonly string[]>
  /** Figures for Prometheus; undefined where they are not to be had. */
  readonly metrics: (() => Promise<string>) | undefined
  /** What has to be sent as a bearer token to see them. */
  readonly token: string | undefined
}

/** The format of Prometheus that is written. */
const prometheus = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * Makes what probes ask. `/healthz` says that the process lives, and looks at nothing else: who restarts it on that must not restart it because
 * the database is away. `/readyz` says whether it can do what it is for. `/metrics` has its figures.
 */
export function probes({ unready, metrics, token }: Probed): Hono {
  const app = new Hono()
  app.get('/healthz', (context) => context.text('ok\n'))
  app.get('/readyz', async (context) => {
    const problems = await unready()
    return context.json({ ready: problems.length === 0, problems }, problems.length === 0 ? 200 : 503)
  })
  if (metrics === undefined) return app
  app.get('/metrics', async (context) => {
    if (token !== undefined && !isSame(context.req.header('authorization') ?? '', `Bearer ${token}`)) {
      return context.text('unauthorized\n', 401, { 'WWW-Authenticate': 'Bearer' })
    }
    return context.body(await metrics(), 200, { 'Content-Type': prometheus, 'Cache-Control': 'no-store' })
  })
  return app
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (given: string, right: string): boolean => timingSafeEqual(digest(given), digest(right))
