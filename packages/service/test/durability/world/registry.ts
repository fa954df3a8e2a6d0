import { Cloudsmith } from '@cloudsmith-sdk/client'
import { type Answer, createEmulator, type Emulator, realClock } from '@cloudsmith-sdk/emulator'
import { serve } from '@cloudsmith-sdk/emulator/server'
import type { PackageFixture } from '@cloudsmith-sdk/emulator/testing'
import type { Scope } from './scope.ts'

/** Seconds that pass in a second: packages synchronise and are scanned as slowly as they are, and nobody waits that long. */
export const speed = 60

/** Key of the webhooks. */
export const webhookKey = 'a key of the webhook'

/** A registry that answers over HTTP. */
export interface Registry {
  readonly emulator: Emulator
  readonly cloudsmith: Cloudsmith
  readonly url: string
  /** Pushes a package into the first stage. */
  push(fixture: PackageFixture): Promise<void>
}

/** What may happen between a service and its registry. */
export interface Between {
  /** Sees each request of the service, before it is answered and after; nothing is answered before its promise is kept, and nothing at all where that says `cut`. */
  readonly gate?: (what: string, when: 'before' | 'after') => 'go on' | 'cut' | Promise<'go on' | 'cut'>
  /** Delivers a webhook. */
  readonly deliver: (url: string, init: RequestInit) => Promise<Response>
  /** Those that the service is told of. Default: all. */
  readonly events?: NonNullable<Parameters<Cloudsmith['webhooks']['create']>[0]>['events']
}

/** Starts a registry with three stages, whose webhooks go to the service. */
export async function startRegistry(scope: Scope, { gate = () => 'go on', deliver, events = ['*'] }: Between): Promise<Registry> {
  const emulator = createEmulator({
    clock: realClock({ speed }),
    deliver: (url, init) => deliver(String(url), init ?? {}),
    // Until somebody is there again to take it.
    timings: { webhookRetries: Array.from({ length: 60 }, () => 30_000) },
  })
  const never = () => new Promise<Answer>(() => {})
  const answer: Emulator['answer'] = async (request, url) => {
    const what = `${request.method} ${new URL(request.url).pathname}`
    if ((await gate(what, 'before')) === 'cut') return never()
    const answered = await emulator.answer(request, url)
    return (await gate(what, 'after')) === 'cut' ? never() : answered
  }
  const server = await serve(new Proxy(emulator, { get: (all, name) => (name === 'answer' ? answer : Reflect.get(all, name)) }))
  scope.onEnd(async () => {
    emulator.clock.clear()
    await server.close()
  })
  const { url } = server
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', baseUrl: url, fetch: emulator.fetch, clock: emulator.clock })
  for (const repo of ['dev', 'staging', 'production']) {
    const hook = { target_url: 'https://service.example/acme', events, templates: [], signature_key: webhookKey }
    await cloudsmith.webhooks.create({ owner: 'acme', repo, ...hook })
  }
  return { emulator, cloudsmith, url, push }

  async function push({ format, filename, bytes, fields }: PackageFixture): Promise<void> {
    const params = { owner: 'acme', repo: 'dev', format, file: new File([bytes], filename), ...fields }
    await cloudsmith.push(params as Parameters<Cloudsmith['push']>[0])
  }
}
