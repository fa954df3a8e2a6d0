import { AsyncLocalStorage } from 'node:async_hooks'
import type { Advisory, Scanner } from '@cloudsmith-sdk/advisories'
import { nativeFormats, type Registry, registryOf } from './areas/native/registries.ts'
import { packageView } from './areas/packages/view.ts'
import { scanAnew } from './areas/scans/scan-anew.ts'
import { type PackageVariant, placeMany } from './areas/synchronisation/multiply.ts'
import { type Placement, placePackage } from './areas/synchronisation/place.ts'
import type { Delivery } from './areas/webhooks/delivery.ts'
import { replay, sendingOf } from './areas/webhooks/sending.ts'
import { areas } from './areas.ts'
import { withMore } from './catalogue/distributions.ts'
import { type Answer, toResponse } from './core/answer.ts'
import type { EmulatorClock } from './core/clock.ts'
import { failureOf } from './core/failure.ts'
import { createFaults, type Faults } from './core/faults.ts'
import { guardedClock } from './core/guarded-clock.ts'
import { type Origins, originsOf, serviceOrigin } from './core/hosts.ts'
import type { Incoming } from './core/incoming.ts'
import { createRateLimiter, type RateLimiter, type RateLimitOptions } from './core/rate-limit.ts'
import { createRequestLog, type RequestLog } from './core/request-log.ts'
import { defaultSwitches, type Switches } from './core/switches.ts'
import { defaultTimings } from './core/timings.ts'
import { virtualClock } from './core/virtual-clock.ts'
import { createFetch } from './dispatch/emulated-fetch.ts'
import { createHandler, type Handler } from './dispatch/handler.ts'
import { createReach } from './dispatch/reach-upstream.ts'
import { defaultLimits } from './files/limits.ts'
import type { PackageFixture } from './format/package-fixture.ts'
import type { Package } from './generated/v1.ts'
import { advisoriesFrom } from './mirror/fill/advisories.ts'
import { fillWorld, refuseToSend } from './mirror/fill/fill-world.ts'
import type { EmulatorOptions } from './options.ts'
import { bundledAdvisories, scannerFor } from './scan/index.ts'
import { defaultWorkspaces } from './world/options.ts'
import { populate } from './world/populate.ts'
import { createWorld, type World } from './world/world.ts'

/** A Cloudsmith in memory. */
export interface Emulator {
  /** What a client uses instead of the global `fetch`. It reaches the emulator only, never the network. */
  readonly fetch: typeof fetch
  /** Where the API is: the base URL for clients. */
  origin: string
  /** The emulator's time: `sleep` on it, `advance` it, or let it `settle`. */
  readonly clock: EmulatorClock
  /** Everything that there is, to look at and to change behind the API's back. */
  readonly world: World
  /** What was asked. */
  readonly requests: RequestLog
  /** The webhooks that were sent: the latest, as many as `logSize` says. */
  readonly deliveries: readonly Delivery[]
  /** What goes wrong on purpose. */
  readonly faults: Faults
  /** Behaviour that no source tells; may be changed at any time. */
  readonly switches: Switches
  /** Milliseconds of the clock that each request takes; may be changed at any time. */
  latency: number
  /** What each caller may ask in a window. What an assignment does not name stays as it is; all windows start anew. */
  get rateLimit(): Required<RateLimitOptions>
  set rateLimit(changes: RateLimitOptions)
  /** What packages are scanned for. */
  readonly advisories: readonly Advisory[]
  /**
   * Makes advisories known; one replaces another of the same id. Packages that were scanned already, and whose findings are others now, are
   * scanned again after a while: vulnerability policies may quarantine them.
   *
   * @returns the packages that will be scanned again
   */
  advise(advisories: readonly Advisory[]): readonly Package[]
  /**
   * Puts a package into a repository (`acme/dev`) as if it had been there all along: synchronised and scanned, without events or requests.
   *
   * @throws {Error} for what would have failed to synchronise, such as a duplicate
   */
  add(place: string, fixture: PackageFixture, options?: AddOptions): Promise<Package>
  /**
   * Puts many packages into a repository that are one file under other names and versions, for lists and searches of any length: a million
   * of them take 1.3 GB, and half a minute. Bytes, checksums, dependencies and the scan are those of the file.
   *
   * @returns how many
   * @throws {Error} for a package that is there already
   */
  addMany(place: string, fixture: PackageFixture, variants: Iterable<PackageVariant>, options?: AddOptions): Promise<number>
  /**
   * Where the clients of a format find a repository (`acme/production`), with credentials and ready-made configuration for each.
   *
   * @example
   * await writeFile('.npmrc', emulator.registry('npm', 'acme/production').file('.npmrc'))
   *
   * @throws {Error} for a format whose clients the emulator does not answer, and for an account without a key
   */
  registry(format: string, place: string, options?: RegistryOptions): Registry
  /**
   * Sends the same webhook again.
   *
   * @param id `triggerId` of the delivery
   * @returns whether there is such a delivery, and its webhook
   */
  replay(id: string): boolean
  /** Lets everything happen that is under way: synchronisations, scans, policies, webhooks. */
  settle(): Promise<void>
  /** Makes everything as it was at the start, but for the time. */
  reset(): void
  /** Answers a request to any origin: for interceptors. @throws where a fault breaks the connection */
  handle(request: Request): Promise<Response>
  /**
   * The same without a `Request` and a `Response` in between, for servers: URLs in the answer lead to the origin of `url`, where it is given.
   *
   * @throws where a fault breaks the connection
   */
  answer(request: Incoming, url?: URL): Promise<Answer>
}

/** How {@link Emulator.add} puts a package there. */
export interface AddOptions {
  tags?: readonly string[]
  /** Slug of the uploader; the workspace's first account unless said otherwise. */
  uploader?: string
  /** Now, unless said otherwise. */
  uploadedAt?: Date | number | string
}

/** For whom {@link Emulator.registry} is. */
export interface RegistryOptions {
  /** Slug of an account whose key the client gets; the workspace's first one unless said otherwise. */
  as?: string
  /** The token of an entitlement instead. */
  token?: string
}

/**
 * Makes an emulator.
 *
 * @example
 * const emulator = createEmulator()
 * const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const {
    mirror,
    clock = virtualClock(mirror && { start: mirror.readAt }),
    seed = 1,
    workspaces = mirror ? [] : defaultWorkspaces,
    advisories: given = mirror ? [] : bundledAdvisories,
    logSize = 10_000,
  } = options
  // biome-ignore lint/suspicious/noConsole: without onError this is the only place where anybody could learn of it.
  const onError = options.onError ?? ((report: string) => console.error(report))
  // biome-ignore lint/suspicious/noConsole: likewise.
  const onUnsupported = options.onUnsupported ?? ((what: string) => console.warn(what))
  let origin = ''
  let origins: Origins
  // Where the request that is answered came, if that is elsewhere.
  const askedAt = new AsyncLocalStorage<Origins>()
  const advisories = mirror ? together(advisoriesFrom(mirror), given) : given
  const switches = { ...defaultSwitches, ...options.switches }
  const limits = { ...defaultLimits, ...options.limits }
  const timings = { ...defaultTimings, ...options.timings }
  const { log: requests, write } = createRequestLog(logSize)
  const { faults, take } = createFaults()
  let known = advisories
  let scanner = scannerFor(known)
  const current: Scanner = { scan: (...target) => scanner.scan(...target) }
  const guarded = guardedClock(clock, (error, where) => onError(failureOf(error, where).report))
  const distributions = withMore(options.distributions ?? {})
  const settings = {
    clock: guarded,
    timings,
    switches,
    limits,
    distributions,
    seed,
    origins: () => askedAt.getStore() ?? origins,
  }
  const surroundings = {
    deliver: options.deliver ?? (mirror && refuseToSend),
    allowWebhooksTo: options.allowWebhooksTo ?? [],
    reachUpstream: createReach({
      isHome,
      // A request that is part of another must not wait for the clock, which waits for that other one.
      handle: (request, url) => handleWithin(request, url),
      fetch: options.reachUpstreams,
      allowNetwork: options.allowUpstreams ?? false,
    }),
    upstreamFolder: options.upstreamFolder,
    rego: options.rego,
    onUnsupported,
    scanner: current,
    logSize,
  }
  let world: World
  let handle: Handler
  let handleWithin: Handler
  let limiter: RateLimiter
  let latency = 0

  function move(to: string) {
    origin = to.replace(/(?<!\/)\/+$/, '')
    origins = originsOf(origin)
  }

  function start() {
    clock.clear()
    requests.clear()
    faults.clear()
    Object.assign(switches, defaultSwitches, options.switches)
    learn(advisories)
    latency = options.latency ?? 0
    limiter = createRateLimiter(clock, options.rateLimit)
    world = createWorld(settings)
    for (const area of areas) area.start?.(world, surroundings)
    populate(world, workspaces)
    if (mirror) fillWorld(world, mirror)
    const handling = { world, clock, limiter, log: write, observe: options.observe, onError }
    handle = createHandler({ ...handling, latency: () => latency, takeFault: take })
    handleWithin = createHandler({ ...handling, latency: () => 0, takeFault: () => undefined })
  }

  function learn(all: readonly Advisory[]) {
    known = all
    scanner = scannerFor(all)
  }

  function placementAt(place: string, { tags = [], uploader, uploadedAt = clock.now() }: AddOptions = {}): Placement {
    const [owner = '', repo = ''] = place.split('/')
    const repository = world.repository({ owner, repo })
    const [first] = repository.workspace.members.keys()
    const account = uploader === undefined ? first : world.accounts.get(uploader)
    if (account === undefined) throw new Error(`The emulator has no account ${uploader ?? `in the workspace ${owner}`}.`)
    return { repository, uploader: account, uploadedAt: new Date(uploadedAt).getTime(), tags }
  }

  function isHome(url: URL): boolean {
    return url.origin === origin || (origin === serviceOrigin && url.hostname.endsWith('.cloudsmith.io'))
  }

  move(options.origin ?? serviceOrigin)
  start()

  return {
    fetch: createFetch((request) => handle(request), isHome),
    get origin() {
      return origin
    },
    set origin(other) {
      move(other)
    },
    clock,
    get world() {
      return world
    },
    requests,
    get deliveries() {
      return sendingOf(world).deliveries
    },
    faults,
    switches,
    get latency() {
      return latency
    },
    set latency(milliseconds) {
      latency = milliseconds
    },
    get rateLimit() {
      return limiter.options
    },
    set rateLimit(changes) {
      limiter.configure(changes)
    },
    get advisories() {
      return known
    },
    advise(fresh) {
      learn(together(known, fresh))
      return scanAnew(world).map((pkg) => packageView(world, pkg))
    },
    async add(place, fixture, options) {
      return packageView(world, await placePackage(world, fixture, placementAt(place, options)))
    },
    addMany: (place, fixture, variants, options) => placeMany(world, fixture, placementAt(place, options), variants),
    registry(format, place, { as, token } = {}) {
      const native = nativeFormats.find(([slug]) => slug === format)
      if (native === undefined) throw new Error(`The emulator has no registry for clients of the format ${format}.`)
      const { repository, uploader } = placementAt(place, as === undefined ? {} : { uploader: as })
      const key = token ?? [...uploader.keys.values()][0]?.key
      if (key === undefined) throw new Error(`The account ${uploader.slug} has no key.`)
      return registryOf(native, repository, origins, { username: 'token', password: key })
    },
    replay: (id) => replay(world, id),
    settle: () => clock.settle(),
    reset: start,
    handle: async (request) => toResponse(await handle(request)),
    answer(request, url) {
      if (url === undefined || url.href.startsWith(`${origin}/`)) return handle(request, url)
      return askedAt.run(originsOf(url.origin), () => handle(request, url))
    },
  }
}

/** All of both; of those with the same id the fresh one. */
function together(known: readonly Advisory[], fresh: readonly Advisory[]): readonly Advisory[] {
  const ids = new Set(fresh.map(({ id }) => id))
  return [...known.filter(({ id }) => !ids.has(id)), ...fresh]
}
