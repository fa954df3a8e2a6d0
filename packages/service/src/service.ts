import { type Clock, type FetchLike, systemClock } from '@cloudsmith-sdk/client'
import type { Hono } from 'hono'
import { createAccess, readAccess } from './access/access.ts'
import { vouchedFor } from './access/vouch.ts'
import { createLog, type Log } from './core/log.ts'
import { createRedactor } from './core/redactor.ts'
import { passwordIn } from './database/address.ts'
import { openDatabase } from './database/database.ts'
import { startCluster } from './database/embedded/cluster.ts'
import { migrate } from './database/migrate.ts'
import type { Listener } from './flow/happening.ts'
import { keepBeating } from './flow/heartbeat.ts'
import type { FlowParts } from './flow/parts.ts'
import { webhookApp } from './flow/receive.ts'
import { rehearsing } from './flow/rehearse.ts'
import { startFlow } from './flow/start-flow.ts'
import { createApp, publicMounts } from './http/app.ts'
import { listen } from './http/server.ts'
import { keepDelivering } from './notify/deliver.ts'
import { noteMessages } from './notify/note.ts'
import type { Metrics } from './operations/metrics.ts'
import { probes } from './operations/probes.ts'
import { readinessOf } from './operations/readiness.ts'
import { openQueue } from './queue/boss.ts'
import { readPipelines, type ServedPipeline } from './settings/pipelines.ts'
import type { Settings, Surroundings } from './settings/read-settings.ts'
import { type Reference, reveal } from './settings/reference.ts'
import { referencesOf } from './settings/references.ts'
import { readSecrets } from './settings/secrets.ts'

/** Options of {@link startService}. */
export interface ServiceOptions extends Surroundings {
  /** The settings, from `readSettings` or `settingsFrom`. */
  readonly settings: Settings
  /** Receives each log line with its line break. */
  readonly write: (line: string) => unknown
  /** Pipelines that were made in code, in place of those in the settings. */
  readonly pipelines?: readonly ServedPipeline[] | undefined
  /** Sends requests to Cloudsmith. Default: the `fetch` of the platform. */
  readonly fetch?: FetchLike | undefined
  /** The clock for gates, waits and retries. Default: the machine's. */
  readonly clock?: Clock | undefined
}

/** A running service. */
export interface RunningService {
  /** Its address; undefined if this process has only the role `worker`. */
  readonly url: string | undefined
  /** The address for probes, if they have a separate port. */
  readonly operationsUrl?: string | undefined
  readonly log: Log
  /** Shuts down within ten seconds: accepts no more work, and leaves what is not done by then to other processes, or to the next start. */
  stop(): Promise<void>
}

/** Milliseconds that requests and jobs have to finish at shutdown. */
const patience = { requests: 2_000, jobs: 5_000 }

/**
 * Starts the service: database, queue, workers and HTTP server.
 *
 * @throws {SettingsError} the settings are not valid; nothing was started
 * @throws {DatabaseError} the database cannot be used
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { settings, env, write, clock = systemClock } = options
  const redactor = createRedactor()
  const log = createLog({ write, redactor, level: settings.logLevel })
  const sources = { env, cwd: settings.base, redactor }
  const pipelines = options.pipelines ?? (await readPipelines(settings))
  // Before anything is started, so that missing secrets are reported at once.
  const signInSecrets = await readAccess(settings, sources)
  const secrets = await readSecrets(pipelines, sources)
  // Secrets of channels are read again for each delivery; this only hides them in logs.
  for (const [place, reference] of referencesOf(settings)) if (place.startsWith('channels.')) await hidden(reference)
  const ending = new AbortController()
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    log.info('ending')
    ending.abort(new Error('The service is shutting down.'))
    for (const each of stops.splice(0).reverse()) {
      await each().catch((error: unknown) => log.warn('a part of the service did not shut down cleanly', { error }))
    }
  }
  // Metrics are loaded only if they are served.
  const metrics = settings.operations.metrics ? (await import('./operations/metrics.ts')).createMetrics() : undefined
  try {
    const parts = await openParts(metrics)
    if (settings.roles.includes('worker')) {
      await startFlow(parts, settings)
      void keepDelivering({ flow: parts, channels: settings.channels, secretOf: hidden })
    }
    stops.push(keepBeating(parts, settings.roles))
    const operationsUrl = await watch(parts, metrics)
    const url = settings.roles.includes('web') ? await answer(parts, metrics) : undefined
    if (pipelines.length === 0) log.warn('no pipeline is configured: choose one with --pipeline or in the settings')
    log.info('started', { url, operationsUrl, pipelines: pipelines.map(({ name }) => name), roles: settings.roles })
    return { url, operationsUrl, log, stop }
  } catch (error) {
    await stop()
    throw error
  }

  async function openParts(metrics: Metrics | undefined): Promise<FlowParts> {
    const send: FlowParts['fetch'] = options.fetch ?? ((request, init) => globalThis.fetch(request, init))
    const url = await databaseUrl()
    redactor.hide(passwordIn(url))
    const database = await openDatabase({ url, onError: (error) => log.warn('a database connection was lost', { error }) })
    stops.push(() => database.close())
    await migrate(database)
    const queue = await openQueue({ url, log, isWorker: settings.roles.includes('worker') })
    stops.push(() => queue.stop(patience.jobs))
    return {
      ...{ database, queue, log, clock, pipelines, worker: crypto.randomUUID(), ending: ending.signal },
      ...{ fetch: metrics?.asking(send) ?? send, baseUrl: env.CLOUDSMITH_API_HOST },
      listeners: [
        ...(metrics === undefined ? [] : ([async (_, happening) => metrics.heard(happening)] satisfies Listener[])),
        ...(settings.work.rehearse === 0 ? [] : [rehearsing(queue)]),
        noteMessages({ pipelines, channels: settings.channels, url: settings.url }),
      ],
      ...{ reserve: settings.work.reserve, secretOf: secrets.credentialOf },
      ...vouchedFor(settings.signIn?.issuer, signInSecrets?.sealing, () => new Date(clock.now())),
    }
  }

  async function databaseUrl(): Promise<string> {
    const given = settings.database === undefined ? env.DATABASE_URL : await reveal(settings.database, sources)
    if (given !== undefined && given !== '') return given
    const cluster = await startCluster({ folder: settings.data, log })
    stops.push(() => cluster.stop())
    return cluster.url
  }

  /** Makes the probe endpoints, with metrics if they are enabled and served here. */
  async function probed(parts: FlowParts, metrics: Metrics | undefined): Promise<Hono> {
    const { token: reference } = settings.operations
    const token = reference === undefined ? undefined : await hidden(reference)
    return probes({ unready: () => readinessOf(parts), metrics: metrics && (() => metrics.text(parts)), token })
  }

  async function watch(parts: FlowParts, metrics: Metrics | undefined): Promise<string | undefined> {
    const { port, host = settings.host } = settings.operations
    if (port === undefined) return undefined
    const mounts = [{ path: '/', app: await probed(parts, metrics) }]
    const server = await listen(createApp({ log, mounts }), { host, port })
    stops.push(() => server.close(patience.requests))
    return server.url
  }

  async function answer(parts: FlowParts, metrics: Metrics | undefined): Promise<string> {
    const access = createAccess({ database: parts.database, log, settings, secrets: signInSecrets })
    const isElsewhere = settings.operations.port !== undefined
    // Pages and the API take memory, so a process with only the role `worker` does not load them.
    const { frontApp } = await import('./http/front.ts')
    const mounts = publicMounts({
      probes: await probed(parts, isElsewhere ? undefined : metrics),
      webhooks: webhookApp(parts, secrets.webhookKeysOf),
      front: frontApp(parts, access),
    })
    const server = await listen(createApp({ log, measure: metrics?.answering, mounts }), settings)
    stops.push(() => server.close(patience.requests))
    return server.url
  }

  /** Reads a secret, which is hidden in logs from then on. */
  async function hidden(reference: Reference): Promise<string> {
    const secret = await reveal(reference, sources)
    redactor.hide(secret)
    return secret
  }
}
