import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'

/** What the probes report. */
export interface Probed {
  /** Returns why the service is not ready. See {@link readinessOf}. */
  readonly unready: () => Promise<readonly string[]>
  /** Returns the metrics; undefined if they are not served here. */
  readonly metrics: (() => Promise<string>) | undefined
  /** The bearer token that is required for the metrics. */
  readonly token: string | undefined
}

/** The media type of Prometheus's text format. */
const prometheus = 'text/plain; version=0.0.4; charset=utf-8'

/**
 * Makes the probe endpoints. `/healthz` reports only that the process is alive, because it must not be restarted when the database is unavailable.
 * `/readyz` reports whether it can work. `/metrics` has its metrics.
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
