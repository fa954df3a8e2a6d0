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

/** An emulated Cloudsmith in memory. Created by {@link createEmulator}. */
export interface Emulator {
  /** What clients use instead of the global `fetch`. It only reaches the emulator, never the network. */
  readonly fetch: typeof fetch
  /** Origin of the API: the base URL for clients. */
  origin: string
  /** The emulated time: `sleep` on this clock, `advance` it, or let it `settle`. */
  readonly clock: EmulatorClock
  /** All emulated data, to inspect it and to change it without going through the API. */
  readonly world: World
  /** The log of requests. */
  readonly requests: RequestLog
  /** The latest webhook deliveries, at most `logSize`. */
  readonly deliveries: readonly Delivery[]
  /** The injected faults. */
  readonly faults: Faults
  /** The behaviours that no source documents; they may be changed at any time. */
  readonly switches: Switches
  /** How long each request takes, in milliseconds of the clock; may be changed at any time. */
  latency: number
  /** How many requests each caller may send in a window. Assigning it changes only the given fields, and restarts all windows. */
  get rateLimit(): Required<RateLimitOptions>
  set rateLimit(changes: RateLimitOptions)
  /** The advisories that packages are scanned for. */
  readonly advisories: readonly Advisory[]
  /**
   * Adds advisories; an advisory replaces an earlier one of the same id. Packages whose scan would now find something else are scanned again after a
   * while, so vulnerability policies may quarantine them.
   *
   * @returns the packages that will be scanned again
   */
  advise(advisories: readonly Advisory[]): readonly Package[]
  /**
   * Adds a package to a repository (`acme/dev`) as if it had always been there: synchronised and scanned, without events or requests.
   *
   * @throws {Error} if the package could not have synchronised, for example because it is a duplicate
   */
  add(place: string, fixture: PackageFixture, options?: AddOptions): Promise<Package>
  /**
   * Adds many packages that are made from one file but have other names and versions, to test lists and searches of any length. A million packages
   * take 1.3 GB of memory and half a minute. All of them have the bytes, checksums, dependencies and scan of the file.
   *
   * @returns how many packages were added
   * @throws {Error} if one of the packages already exists
   */
  addMany(place: string, fixture: PackageFixture, variants: Iterable<PackageVariant>, options?: AddOptions): Promise<number>
  /**
   * Returns the address of a repository (`acme/production`) for the clients of a format, with credentials and configuration files for them.
   *
   * @example await writeFile('.npmrc', emulator.registry('npm', 'acme/production').file('.npmrc'))
   *
   * @throws {Error} if the emulator does not serve the clients of the format, or the account has no key
   */
  registry(format: string, place: string, options?: RegistryOptions): Registry
  /**
   * Sends a webhook again.
   *
   * @param id `triggerId` of the delivery
   * @returns false if there is no such delivery, or its webhook no longer exists
   */
  replay(id: string): boolean
  /** Waits until everything under way has finished: synchronisations, scans, policies and webhooks. */
  settle(): Promise<void>
  /** Restores the state that the emulator was created with, but keeps the time. */
  reset(): void
  /** Handles a request to any origin: for interceptors. @throws if a fault breaks the connection */
  handle(request: Request): Promise<Response>
  /**
   * Like `handle`, but for servers: without a `Request` and a `Response` in between. URLs in the response use the origin of `url`, if given.
   *
   * @throws if a fault breaks the connection
   */
  answer(request: Incoming, url?: URL): Promise<Answer>
}

/** Options of {@link Emulator.add}. */
export interface AddOptions {
  /** Tags of the package. Default: none. */
  tags?: readonly string[]
  /** Slug of the uploader. Default: the workspace's first account. */
  uploader?: string
  /** Default: now. */
  uploadedAt?: Date | number | string
}

/** Options of {@link Emulator.registry}. */
export interface RegistryOptions {
  /** Slug of the account whose API key the client uses. Default: the workspace's first account. */
  as?: string
  /** An entitlement token to use instead of an API key. */
  token?: string
}

/**
 * Creates an emulator.
 *
 * @example const emulator = createEmulator() const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock:
 * emulator.clock })
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
  // biome-ignore lint/suspicious/noConsole: without onError, errors would go unnoticed.
  const onError = options.onError ?? ((report: string) => console.error(report))
  // biome-ignore lint/suspicious/noConsole: likewise.
  const onUnsupported = options.onUnsupported ?? ((what: string) => console.warn(what))
  let origin = ''
  let origins: Origins
  // The origin that the current request was sent to, if it differs from the emulator's own.
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
      // A request that is part of another must not wait for the clock, which waits for the outer request.
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

/** Both lists together; a fresh advisory replaces a known one of the same id. */
function together(known: readonly Advisory[], fresh: readonly Advisory[]): readonly Advisory[] {
  const ids = new Set(fresh.map(({ id }) => id))
  return [...known.filter(({ id }) => !ids.has(id)), ...fresh]
}
