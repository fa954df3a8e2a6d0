import type { Advisory } from '@cloudsmith-sdk/advisories'
import type { MoreReleases } from './catalogue/distributions.ts'
import type { EmulatorClock } from './core/clock.ts'
import type { RateLimitOptions } from './core/rate-limit.ts'
import type { Switches } from './core/switches.ts'
import type { Timings } from './core/timings.ts'
import type { Limits } from './files/limits.ts'
import type { MirrorDocument } from './mirror/document.ts'
import type { Rego } from './rego/rego.ts'
import type { WorkspaceSeed } from './world/options.ts'

/** A request and its answer, as a check of conformance sees them. */
export interface ObservedExchange {
  /** Operation id, or undefined where no operation was meant. */
  readonly operation: string | undefined
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The JSON of the answer, or undefined where it had none. */
  readonly body: unknown
}

/** What an emulator is made with. Everything has a default. */
export interface EmulatorOptions {
  /** A virtual clock that moves on by itself when somebody sleeps on it, unless said otherwise. */
  clock?: EmulatorClock
  /** Identifiers are the same for the same seed; 1 unless said otherwise. */
  seed?: number
  /** Where the API is; that of the service unless said otherwise. A server sets its own. */
  origin?: string
  /** Workspaces, with their accounts and repositories. @see defaultWorkspaces */
  workspaces?: readonly WorkspaceSeed[]
  /**
   * A workspace that was mirrored, in place of the usual one: `emulator-admin-key` is the key of whoever read it. Unless said otherwise, the
   * clock starts when it was read, scans know no advisories beside what was found there, and no webhook is sent anywhere.
   *
   * @see readMirror
   */
  mirror?: MirrorDocument
  /**
   * Further releases of distributions by format, such as `{ deb: ['ubuntu/zippy'] }`, for what the service has learnt since.
   *
   * @see docs/service.md#distributions
   */
  distributions?: MoreReleases
  /** What packages are scanned for. The few real advisories that ship with the emulator, unless said otherwise. */
  advisories?: readonly Advisory[]
  /** How long things take. */
  timings?: Partial<Timings>
  /** Milliseconds of the clock that a request takes; 0 unless said otherwise. */
  latency?: number
  rateLimit?: RateLimitOptions
  /** How many requests, and how many deliveries of webhooks, are remembered: the latest 10,000 unless said otherwise. */
  logSize?: number
  /** Behaviour that no source tells. */
  switches?: Partial<Switches>
  /** What package files may hold: what is more does not synchronise, with a reason that names the limit. @see defaultLimits */
  limits?: Partial<Limits>
  /**
   * Evaluates enterprise policies, which are written in Rego. Without one they are kept as the service keeps them, but match nothing: decisions
   * say that they are none, simulations are refused, and `onUnsupported` is told.
   */
  rego?: Rego
  /**
   * Sends the webhooks. Unless said otherwise they go straight to their addresses, but not into the network around: private and link-local
   * addresses are refused, and the delivery has failed with the reason. Loopback is not refused.
   */
  deliver?: typeof fetch
  /** Host names, addresses and subnets (`10.0.0.0/8`) to which webhooks may be sent although they are private; none unless said otherwise. */
  allowWebhooksTo?: readonly string[]
  /**
   * Upstreams may be anywhere. Unless said otherwise, only this machine is asked (loopback), and what the emulator answers itself: whatever
   * else a repository has for an upstream is answered 502, and the answer says why.
   */
  allowUpstreams?: boolean
  /**
   * A folder in which upstreams may be folders of packages: one whose address is `http://folder.localhost/npm` has what is of its format in the
   * folder `npm` in there. None unless said otherwise.
   */
  upstreamFolder?: string
  /**
   * Reaches upstreams in place of the network, whatever `allowUpstreams` says: the `fetch` of another emulator, for example. It is
   * asked not to follow redirects.
   */
  reachUpstreams?: typeof fetch
  /**
   * Is told of each error of the emulator itself, with its stack: in a request, which is then answered 500, or in the background.
   * `console.error` unless said otherwise.
   */
  onError?: (report: string) => void
  /**
   * Is told of what was asked and taken, though the emulator does not do it: an enterprise policy that was enabled, and nothing evaluates; a
   * webhook to a private address, once for each.
   * `console.warn` unless said otherwise.
   */
  onUnsupported?: (what: string) => void
  /**
   * Sees every answer of the API before the caller does, who waits for its promise: so a test can let something happen between two
   * requests, such as a push in the middle of a list that is read.
   */
  observe?: (exchange: ObservedExchange) => void | Promise<void>
}
