import { enforceRefresh, isTooOld } from '../areas/api-keys/rules.ts'
import { serveClient } from '../areas/native/serve.ts'
import { createRegistry } from '../areas/registry/registry.ts'
import { receive } from '../areas/uploads/receive.ts'
import { type Answer, toAnswer } from '../core/answer.ts'
import type { EmulatorClock } from '../core/clock.ts'
import { credentialsOf } from '../core/credentials.ts'
import { invalidToken, Refusal } from '../core/errors.ts'
import { type ExchangeRecord, WatchedRequest } from '../core/exchange.ts'
import { failureOf } from '../core/failure.ts'
import { ConnectionLost, type Fault, type FaultSubject } from '../core/faults.ts'
import { isNativeHost, partOf, pathWithoutToken } from '../core/hosts.ts'
import { httpDate } from '../core/http-date.ts'
import type { Incoming } from '../core/incoming.ts'
import { type Allowance, type RateLimiter, rateLimitHeaders } from '../core/rate-limit.ts'
import type { Reply } from '../core/reply.ts'
import type { LogEntry } from '../core/request-log.ts'
import type { Match } from '../core/router.ts'
import { withoutSecrets } from '../core/secrets.ts'
import type { EmulatorOptions } from '../options.ts'
import type { Account } from '../world/account.ts'
import { type Actor, createActor } from '../world/actor.ts'
import type { WorkspaceRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'
import { answerApi, matchApi } from './api.ts'
import { nearMiss } from './near-miss.ts'

/** What a handler needs. */
export interface Handling {
  readonly world: World
  readonly clock: EmulatorClock
  readonly limiter: RateLimiter
  /** How long every request takes, in milliseconds of the clock. */
  readonly latency: () => number
  readonly takeFault: (request: FaultSubject) => Fault | undefined
  readonly log: (entry: LogEntry, record: ExchangeRecord) => void
  readonly observe: EmulatorOptions['observe'] | undefined
  /** Called for errors of the emulator itself. */
  readonly onError: (report: string) => void
}

/**
 * Handles a request to any part of the service. Errors of the emulator itself become responses as well.
 *
 * @throws {ConnectionLost} if a fault or the caller breaks the connection
 */
export type Handler = (request: Incoming, url?: URL) => Promise<Answer>

interface Subject {
  readonly request: WatchedRequest
  readonly url: URL
  readonly part: ReturnType<typeof partOf>
  readonly found: Match | undefined
  readonly operation: string | undefined
}

/** Creates the handler that `fetch`, the server and the msw handler share. */
export function createHandler(handling: Handling): Handler {
  const { world, clock, limiter, latency, takeFault, log, observe, onError } = handling
  const registry = createRegistry(world)

  async function answer({ request, url, part, found, operation }: Subject, entry: LogEntry): Promise<Answer> {
    const { key } = credentialsOf(request.headers)
    let always: Readonly<Record<string, string>> = {}
    try {
      const account = key === undefined ? undefined : ownerOf(key)
      const caller = account?.slug ?? 'anonymous'
      // The allowances of uploads and downloads are separate, and too large to matter.
      const allowance = part.part === 'api' ? limiter.count(caller) : limiter.look(caller)
      always = headersOfAll(allowance)
      if (account !== undefined) entry.user = account.slug
      if (allowance.throttled) throw throttled(allowance.wait)
      // The registry has tokens of its own.
      if (part.part === 'docker') return toAnswer(await registry(request, part.path), {})
      // Downloads and requests of package clients may use an entitlement token instead of a key.
      const mayBeToken = part.part === 'download' || isNativeHost(part.part)
      if (key !== undefined && account === undefined && !mayBeToken) throw invalidToken()
      const actor = actorOf(account, key)
      if (part.part === 'upload') return toAnswer(await receive({ world, actor, request, url, path: part.path }), {})
      if (mayBeToken) {
        const exchange = { world, actor, key, actorWith: (other: string) => actorOf(ownerOf(other), other), request, url }
        return toAnswer(await serveClient(exchange, part), {})
      }
      const onUnknown = (names: readonly string[]) => {
        if (names.length > 0) entry.unknown = names
      }
      const reply = await answerApi(found ?? { kind: 'none' }, { world, actor, allowance, request, url, onUnknown })
      const full = toAnswer(reply, always)
      return request.method === 'HEAD' ? { ...full, payload: null } : full
    } catch (error) {
      if (error instanceof Refusal) return toAnswer(error.reply, always)
      if (error instanceof ConnectionLost) throw error
      const where = operation ?? part.part
      const { detail, report } = failureOf(error, where, key)
      entry.error = report
      onError(report)
      return toAnswer({ status: 500, body: { detail, operation: where } }, always)
    }
  }

  /** The headers of every response: the rate limit, and the time that it refers to. */
  const headersOfAll = (allowance: Allowance) => ({ Date: httpDate(clock.callers.now()), ...rateLimitHeaders(allowance) })

  function ownerOf(key: string): Account | undefined {
    const account = world.accountOf(key)
    return account !== undefined && enforceRefresh(world, account) ? world.accountOf(key) : account
  }

  function actorOf(account: Account | undefined, key: string | undefined): Actor {
    const isBarred = (workspace: WorkspaceRecord) =>
      account !== undefined && key !== undefined && isTooOld(world, workspace, account, key)
    return createActor(account, world.switches, isBarred)
  }

  async function respond(subject: Subject, entry: LogEntry): Promise<Answer> {
    const { request, url, part, found, operation } = subject
    const fault = takeFault({ operation, method: request.method, path: url.pathname })
    if (fault) entry.fault = true
    const pause = latency() + (fault?.delay ?? 0)
    if (pause > 0) await clock.sleep(pause, request.signal)
    const isBefore = fault !== undefined && fault.when !== 'after' && (fault.dropReply || fault.status !== undefined)
    const reply = isBefore ? undefined : await clock.track(answer(subject, entry), 'request')
    if (fault?.dropReply) throw new ConnectionLost('a fault broke it')
    if (fault?.status !== undefined) {
      entry.status = fault.status
      const allowance = limiter.look(entry.user ?? 'anonymous')
      return faultAnswer({ ...fault, status: fault.status }, headersOfAll(allowance))
    }
    if (reply === undefined) throw new Error('unreachable: a request that is not cut short has an answer')
    entry.status = reply.status
    if (observe) await show(observe, subject, reply)
    if (reply.status === 404 && found !== undefined) {
      const hint = nearMiss(world, found, part.path, world.accounts.get(entry.user ?? ''))
      if (hint !== undefined) entry.hint = hint
    }
    return entry.unknown || entry.hint ? { ...reply, unknown: entry.unknown, hint: entry.hint } : reply
  }

  return async function handle(incoming, url = new URL(incoming.url)) {
    const request = new WatchedRequest(incoming)
    const part = partOf(url)
    const found = part.part === 'api' ? matchApi(request.method, part.path) : undefined
    const operation = found?.kind === 'found' ? found.route.id : undefined
    const entry: LogEntry = {
      id: 0,
      at: clock.now(),
      method: request.method,
      url: pathWithoutToken(url, part) + (url.search === '' ? '' : withoutSecrets(url.search)),
      operation,
    }
    log(entry, request.record)
    let answered: Answer | undefined
    try {
      answered = await respond({ request, url, part, found, operation }, entry)
      return answered
    } finally {
      request.record.end(answered)
    }
  }
}

async function show(
  observe: NonNullable<EmulatorOptions['observe']>,
  { request, url, part, operation }: Subject,
  { status, headers, payload }: Answer,
) {
  if (part.part !== 'api') return
  const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload ?? undefined)
  const isJson = headers['Content-Type']?.startsWith('application/json')
  await observe({
    operation,
    method: request.method,
    url: url.pathname + url.search,
    status,
    headers: new Headers(headers),
    body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
  })
}

function faultAnswer(fault: Fault & { status: number }, always: Record<string, string>): Answer {
  const reply: Reply = {
    status: fault.status,
    ...(typeof fault.body === 'string' ? { raw: fault.body } : fault.body === undefined ? {} : { body: fault.body }),
    ...(fault.headers ? { headers: fault.headers } : {}),
  }
  return toAnswer(reply, always)
}

function throttled(wait: number): Refusal {
  const seconds = Math.max(1, Math.ceil(wait))
  return new Refusal({
    status: 429,
    body: { detail: `Request was throttled. Expected available in ${seconds.toFixed(1)} seconds.` },
    headers: { 'Retry-After': String(seconds) },
  })
}
