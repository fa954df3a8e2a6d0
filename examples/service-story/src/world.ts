import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { createEmulator } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import { settingsFrom, startService } from '@cloudsmith-sdk/service'
import { type LocalIssuer, startIssuer } from '../../../packages/service/test/issuer/issuer.ts'
import { clockFrom } from './past.ts'
import { people, pipelineYaml, workspace } from './pipeline.ts'
import { beginning, seed } from './seed.ts'

/** What the story plays in, all of it on this machine. */
export interface World {
  /** The registry, as whoever may do everything there sees it. */
  readonly cloudsmith: Cloudsmith
  /** Where the registry is, which has a page too. */
  readonly registry: string
  readonly issuer: LocalIssuer
  /** Where the service's pages are. */
  readonly url: string
  /** Lines of the service's log. */
  readonly log: readonly string[]
}

/** What is to be done at the end, in the order in which it began. */
export type Stops = (() => Promise<unknown>)[]

/** Nobody waits a minute for a scan in a demonstration, but a run takes long enough to be looked at. Milliseconds. */
const timings = { queue: 50, stage: 60, scanDelay: 300, scan: 4_000 }

const secret = (): string => randomBytes(32).toString('base64url')

/**
 * Starts a registry, an issuer that believes whoever asks, and the service with a PostgreSQL of its own, in a folder that is gone at the end.
 *
 * @param stops gets what ends each of them, as soon as it has begun
 */
export async function startWorld(stops: Stops): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'promotion-service-story-'))
  stops.push(() => rm(folder, { recursive: true, force: true }))
  // PostgreSQL may run as somebody else, who has to get in.
  await chmod(folder, 0o755)

  const [apiKey, webhookKey] = [secret(), secret()]
  const accounts = [{ slug: 'release-team', key: apiKey, role: 'Owner' as const }]
  const emulator = createEmulator({
    ...{ clock: clockFrom(beginning), timings },
    workspaces: [{ slug: workspace, accounts, repositories: ['dev', 'staging', 'production'] }],
  })
  await seed(emulator)
  const registry = await serve(emulator)
  stops.push(() => registry.close())

  const issuer = await startIssuer({ ...people })
  stops.push(() => issuer.close())
  await writeFile(join(folder, 'pipeline.yaml'), pipelineYaml(issuer.issuer))

  const log: string[] = []
  const port = await freePort()
  const settings = settingsFrom(
    {
      ...{ url: `http://127.0.0.1:${port}`, port, data: 'data', logLevel: 'warn' },
      pipelines: [
        {
          ...{ name: workspace, file: 'pipeline.yaml', credential: 'env:API_KEY', webhookKeys: ['env:WEBHOOK_KEY'] },
          gather: '1 second',
        },
      ],
      signIn: {
        ...{
          issuer: issuer.issuer,
          clientId: issuer.clientId,
          clientSecret: 'env:CLIENT_SECRET',
          secrets: ['env:SESSION_SECRET'],
        },
        roles: { viewer: ['everyone'], approver: ['release'] },
      },
    },
    folder,
  )
  const env = {
    ...{ PATH: process.env.PATH, CLOUDSMITH_API_HOST: registry.url, API_KEY: apiKey, WEBHOOK_KEY: webhookKey },
    ...{ CLIENT_SECRET: issuer.clientSecret, SESSION_SECRET: secret() },
  }
  const service = await startService({ settings, env, cwd: folder, write: (line) => log.push(line) })
  stops.push(() => service.stop())
  const { url } = service
  if (url === undefined) throw new Error('The service does not say where it answers.')

  const cloudsmith = new Cloudsmith({ apiKey, baseUrl: registry.url })
  for (const repo of ['dev', 'staging', 'production']) {
    const hook = { target_url: `${url}/webhooks/${workspace}`, events: ['*' as const], templates: [], signature_key: webhookKey }
    await cloudsmith.webhooks.create({ owner: workspace, repo, ...hook })
  }
  return { cloudsmith, registry: registry.url, issuer, url, log }
}

/** A port that nobody uses: the issuer sends people back to an address that has to be known before the service listens there. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
