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

/** A request and its response, for checks against the API description. */
export interface ObservedExchange {
  /** Operation id; undefined if the request matches no operation. */
  readonly operation: string | undefined
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON of the response; undefined if it has none. */
  readonly body: unknown
}

/** Options of an emulator. All have defaults. */
export interface EmulatorOptions {
  /** Default: a virtual clock, which advances by itself while someone sleeps on it. */
  clock?: EmulatorClock
  /** Seed of the generated identifiers, which are the same for the same seed. Default: 1. */
  seed?: number
  /** Origin of the API. Default: the real service's. A server sets its own. */
  origin?: string
  /** Workspaces with their accounts and repositories. @see defaultWorkspaces */
  workspaces?: readonly WorkspaceSeed[]
  /**
   * A mirrored workspace, instead of the default one: `emulator-admin-key` is the API key of the account that read it. By default, the clock then
   * starts when it was read, scans find only what was found there, and no webhooks are sent.
   *
   * @see readMirror
   */
  mirror?: MirrorDocument
  /**
   * Additional releases of distributions by format, such as `{ deb: ['ubuntu/zippy'] }`, for those that the service has added since.
   *
   * @see docs/service.md#distributions
   */
  distributions?: MoreReleases
  /** Advisories to scan packages for. Default: the few real ones that ship with the emulator. */
  advisories?: readonly Advisory[]
  /** How long things take. @see defaultTimings */
  timings?: Partial<Timings>
  /** How long each request takes, in milliseconds of the clock. Default: 0. */
  latency?: number
  /** The rate limit. Default: 10,800 requests per hour, counted but not enforced. */
  rateLimit?: RateLimitOptions
  /** How many of the latest requests, and of the latest webhook deliveries, to remember. Default: 10,000. */
  logSize?: number
  /** Behaviours that no source documents. @see defaultSwitches */
  switches?: Partial<Switches>
  /** Limits for package files: a file that exceeds one does not synchronise, for a reason that names the limit. @see defaultLimits */
  limits?: Partial<Limits>
  /**
   * Evaluates enterprise policies, which are written in Rego. Without it, policies are stored as on the service but match nothing: decisions have an
   * error, simulations are refused, and `onUnsupported` is called.
   */
  rego?: Rego
  /**
   * Sends the webhooks. Default: send them to their addresses, except in the surrounding network: deliveries to private and link-local addresses fail
   * with a reason. Loopback addresses are allowed.
   */
  deliver?: typeof fetch
  /** Host names, addresses and subnets (`10.0.0.0/8`) to which webhooks may be sent although they are private. Default: none. */
  allowWebhooksTo?: readonly string[]
  /**
   * Whether upstreams may be anywhere. By default, only upstreams on this machine (loopback) and those that the emulator itself serves are fetched
   * from; requests that need any other upstream are answered with 502 and the reason.
   */
  allowUpstreams?: boolean
  /**
   * A folder whose subfolders serve as upstreams: an upstream with the address `http://folder.localhost/npm` has the packages of its format in the
   * subfolder `npm`. Default: none.
   */
  upstreamFolder?: string
  /**
   * Fetches from upstreams instead of the network, whatever `allowUpstreams` says: for example, the `fetch` of another emulator. It is called with
   * redirects turned off.
   */
  reachUpstreams?: typeof fetch
  /**
   * Called with each error of the emulator itself, including its stack: in a request, which is then answered with 500, or in the background. Default:
   * `console.error`.
   */
  onError?: (report: string) => void
  /**
   * Called when the emulator accepts something that it does not carry out: an enterprise policy was enabled but nothing evaluates it, or a webhook
   * goes to a private address (once for each address). Default: `console.warn`.
   */
  onUnsupported?: (what: string) => void
  /**
   * Called with every response of the API before the caller gets it; the caller waits for the returned promise. A test can use this to let something
   * happen between two requests, such as a push while a list is being read.
   */
  observe?: (exchange: ObservedExchange) => void | Promise<void>
}
