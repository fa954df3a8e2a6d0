import { Cloudsmith, type FetchLike } from '@cloudsmith-sdk/client'
import { createEmulator, type Emulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, type PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import * as v from 'valibot'
import { silentLog } from '../src/core/log.ts'
import { applyPlan } from '../src/flow/apply.ts'
import { assess } from '../src/flow/assess.ts'
import type { Happening } from '../src/flow/happening.ts'
import { takeInventory } from '../src/flow/inventory.ts'
import { look } from '../src/flow/look.ts'
import type { FlowParts } from '../src/flow/parts.ts'
import { webhookApp } from '../src/flow/receive.ts'
import { reconcileNow, registerAll } from '../src/flow/reconcile.ts'
import { rollBack } from '../src/flow/roll-back.ts'
import { sweep } from '../src/flow/sweep.ts'
import { wakeDue } from '../src/flow/wake.ts'
import type { JobQueue, SendOptions } from '../src/queue/boss.ts'
import type { Jobs, QueueName } from '../src/queue/queues.ts'
import { type ServedPipeline, serve } from '../src/settings/pipelines.ts'
import { pipelineSettingsSchema } from '../src/settings/schema.ts'
import type { Actor } from '../src/store/actor.ts'
import { testDatabase } from './database.ts'

/** Three stages, the last of which asks a person. */
export const pipelineYaml = `owner: acme
stages:
  - repository: dev
  - repository: staging
    tag: staged
    gates:
      scanned: {}
      max-severity: { critical: 0 }
  - repository: production
    tag: released
    gates:
      approval: { by: [ada], unsigned: true }
`

export const [toStaging, toProduction] = ['acme/dev/staging', 'acme/staging/production'] as const

export const ada: Actor = { by: 'ada', issuer: null, subject: null }

export const npm = (name: string, version = '1.0.0'): PackageFixture => npmPackage({ name, version, license: 'MIT' })

const key = 'a key of the webhook'

/** What a story may do otherwise. */
export interface StoryOptions {
  readonly yaml?: string
  readonly settings?: v.InferInput<typeof pipelineSettingsSchema> extends infer Given ? Partial<Given> : never
  /** Stands between the service and the registry. */
  readonly between?: (next: FetchLike) => FetchLike
  /** Another process of the same service: it shares the registry and the database, and gets no webhooks of its own. */
  readonly beside?: Pick<Story, 'emulator' | 'parts'>
}

/** The service without its processes: jobs are done when a test says so, on the emulator's time. */
export interface Story {
  readonly emulator: Emulator
  readonly cloudsmith: Cloudsmith
  readonly parts: FlowParts
  readonly served: ServedPipeline
  readonly happened: Happening[]
  /** Jobs that wait, as `queue key`. */
  readonly jobs: () => readonly string[]
  /** Pushes a package, and has all webhooks delivered that come of it. */
  push(repo: string, fixture: PackageFixture, tags?: readonly string[]): Promise<string>
  /** Does jobs until none is left. */
  work(): Promise<void>
  /** Lets time pass, sends jobs for what is due by then, and does them. */
  later(milliseconds: number): Promise<void>
  /** Looks at everything at an edge. */
  reconcile(edge: string): Promise<void>
  /** Names of the packages in a repository, with their tags. What failed to synchronise is none: a duplicate that came too late leaves it behind. */
  held(repo: string): Promise<readonly string[]>
  /** Sends a webhook to the service, and gives its answer. */
  deliver: (url: string, init: RequestInit) => Promise<Response>
}

/** Begins a story. */
export async function story(options: StoryOptions = {}): Promise<Story> {
  const { yaml = pipelineYaml, between = (next: FetchLike) => next } = options
  const { beside } = options
  const database = beside?.parts.database ?? (await testDatabase())
  const emulator = beside?.emulator ?? createEmulator({ deliver: (url, init) => deliver(String(url), init ?? {}) })
  const waiting = new Map<string, { at: number; handle: () => Promise<void> }>()
  const happened: Happening[] = []
  const served = serve(parsePipeline(yaml), v.parse(pipelineSettingsSchema, { file: 'none', gather: '0 s', ...options.settings }))
  const parts: FlowParts = {
    ...{ database, log: silentLog, clock: emulator.clock, worker: crypto.randomUUID(), pipelines: [served], reserve: 0 },
    ...{ ending: new AbortController().signal, baseUrl: undefined, secretOf: () => 'emulator-admin-key' },
    fetch: between((request, init) => emulator.fetch(request, init)),
    listeners: [async (_, happening) => void happened.push(happening)],
    queue: { send, schedule: async () => {} } as unknown as JobQueue,
  }
  const app = webhookApp(parts, () => [key])
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', clock: emulator.clock, fetch: emulator.fetch })
  await registerAll(parts)
  await work()
  for (const repo of beside === undefined ? ['dev', 'staging', 'production'] : []) {
    const hook = {
      target_url: `https://service.example/${served.name}`,
      events: ['*' as const],
      templates: [],
      signature_key: key,
    }
    await cloudsmith.webhooks.create({ owner: 'acme', repo, ...hook })
  }
  await emulator.settle()
  emulator.requests.clear()
  return { emulator, cloudsmith, parts, served, happened, jobs, push, work, later, reconcile, held, deliver }

  async function deliver(url: string, init: RequestInit): Promise<Response> {
    return await app.request(url, init)
  }

  async function send<Name extends QueueName>(
    name: Name,
    of: string,
    data: Jobs[Name],
    options: SendOptions = {},
  ): Promise<void> {
    const signal = new AbortController().signal
    const doing: Partial<Record<QueueName, () => Promise<void>>> = {
      look: () => look(parts, { data: data as Jobs['look'], signal }),
      apply: () => applyPlan(parts, { data: data as Jobs['apply'], signal }),
      rollback: () => rollBack(parts, { data: data as Jobs['rollback'], signal }),
      sweep: () => sweep(parts, { data: data as Jobs['sweep'], signal }),
      assess: () => assess(parts, { data: data as Jobs['assess'], signal }),
      inventory: () => takeInventory(parts, (data as Jobs['inventory']).pipeline, signal),
    }
    waiting.set(`${name} ${of}`, { at: options.at?.getTime() ?? 0, handle: doing[name] ?? (async () => {}) })
  }

  function jobs(): readonly string[] {
    return [...waiting.keys()]
  }

  async function work(): Promise<void> {
    for (;;) {
      const [due] = [...waiting].filter(([, { at }]) => at <= emulator.clock.now())
      if (due === undefined) return
      waiting.delete(due[0])
      await due[1].handle()
      await emulator.settle()
    }
  }

  async function later(milliseconds: number): Promise<void> {
    await emulator.clock.advance(milliseconds)
    await wakeDue(parts)
    await work()
  }

  async function reconcile(edge: string): Promise<void> {
    await reconcileNow(parts, edge)
    await work()
  }

  async function push(
    repo: string,
    { format, filename, bytes, fields }: PackageFixture,
    tags: readonly string[] = [],
  ): Promise<string> {
    const params = { owner: 'acme', repo, format, file: new File([bytes], filename), tags, ...fields }
    const { slug_perm: slug } = await cloudsmith.push(params as Parameters<Cloudsmith['push']>[0])
    await emulator.settle()
    return slug
  }

  async function held(repo: string): Promise<readonly string[]> {
    const rows = await cloudsmith.packages.list({ owner: 'acme', repo }).toArray()
    return rows
      .filter((row) => !row.is_sync_failed)
      .map(({ name, tags }) => [name, ...Object.values(tags).flat().sort()].join(' '))
      .sort()
  }
}
