import type { EmulatorClock } from './clock.ts'

/** Options of the rate limit. @see Emulator.rateLimit */
export interface RateLimitOptions {
  /** Requests allowed in a window. Default: 10,800, the allowance of most paid plans. */
  limit?: number
  /** Length of the window in seconds. Default: 3,600. */
  windowSeconds?: number
  /** Whether requests beyond the limit are answered with 429. Default: false, they are only counted. */
  enforce?: boolean
}

/** The state of one caller, by the callers' clock. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Epoch seconds at which the window ends. */
  readonly reset: number
  /** Seconds between requests at which the limit is never reached. */
  readonly interval: number
  /** Seconds until the window ends. */
  readonly wait: number
  /** Whether the request exceeds the limit. */
  readonly throttled: boolean
}

/** Counts requests by caller. */
export interface RateLimiter {
  /** The current options. */
  readonly options: Required<RateLimitOptions>
  /** Changes the given options, and restarts every window. */
  configure(changes: RateLimitOptions): void
  /** Counts a request. */
  count(caller: string): Allowance
  /** The caller's state, without counting a request. */
  look(caller: string): Allowance
}

/** The allowance of most paid plans. */
const defaults: Required<RateLimitOptions> = { limit: 10_800, windowSeconds: 3600, enforce: false }

/** Creates a rate limiter with fixed windows, each of which starts with a caller's first request. @see docs/service.md#rate-limits */
export function createRateLimiter(clock: Pick<EmulatorClock, 'now' | 'callers'>, given: RateLimitOptions = {}): RateLimiter {
  const { now, callers } = clock
  let options = { ...defaults, ...given }
  const windows = new Map<string, { endsAt: number; used: number }>()

  function windowOf(caller: string) {
    const known = windows.get(caller)
    if (known !== undefined && now() < known.endsAt) return known
    const fresh = { endsAt: now() + options.windowSeconds * 1000, used: 0 }
    windows.set(caller, fresh)
    return fresh
  }

  function allowance({ endsAt, used }: { endsAt: number; used: number }): Allowance {
    const { limit, windowSeconds, enforce } = options
    const wait = Math.max(0, endsAt - now()) / 1000 / callers.speed
    return {
      limit,
      remaining: Math.max(0, limit - used),
      reset: Math.ceil(callers.now() / 1000 + wait),
      interval: windowSeconds / limit / callers.speed,
      wait,
      throttled: enforce && used > limit,
    }
  }

  return {
    get options() {
      return options
    },
    configure(changes) {
      options = { ...options, ...changes }
      windows.clear()
    },
    count(caller) {
      const window = windowOf(caller)
      // Refused requests do not count, or else the wait would never end.
      window.used = Math.min(window.used + 1, options.limit + 1)
      return allowance(window)
    },
    look: (caller) => allowance(windowOf(caller)),
  }
}

/** The rate-limit headers that every response carries. */
export function rateLimitHeaders({ limit, remaining, reset, interval }: Allowance): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
    // Rounded up, so that whoever waits that long never reaches the limit.
    'X-RateLimit-Interval': (Math.ceil(interval * 1000 - 1e-9) / 1000).toFixed(3),
  }
}
