import type { EmulatorClock } from './clock.ts'

/** @see EmulatorOptions.rateLimit */
export interface RateLimitOptions {
  /** Requests in a window; 10,800 unless said otherwise, the allowance of most paid plans. */
  limit?: number
  /** Length of the window; 3,600 unless said otherwise. */
  windowSeconds?: number
  /** Answer 429 when the allowance is used up. False unless said otherwise: then it is only counted. */
  enforce?: boolean
}

/** Where one caller stands, by the clock that callers have. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Epoch seconds at which the window ends. */
  readonly reset: number
  /** Seconds between requests that never reach the limit. */
  readonly interval: number
  /** Seconds until the window ends. */
  readonly wait: number
  /** The request is one too many. */
  readonly throttled: boolean
}

/** Counts requests by caller. */
export interface RateLimiter {
  /** What it goes by. */
  readonly options: Required<RateLimitOptions>
  /** Changes what it goes by; every window starts anew. What is not named stays as it is. */
  configure(changes: RateLimitOptions): void
  /** Counts a request. */
  count(caller: string): Allowance
  /** Where the caller stands, without counting. */
  look(caller: string): Allowance
}

/** The allowance of most paid plans. */
const defaults: Required<RateLimitOptions> = { limit: 10_800, windowSeconds: 3600, enforce: false }

/** Makes a counter of requests in windows that start with a caller's first request. @see docs/service.md#rate-limits */
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
      // Requests that are refused do not count: the wait would never end.
      window.used = Math.min(window.used + 1, options.limit + 1)
      return allowance(window)
    },
    look: (caller) => allowance(windowOf(caller)),
  }
}

/** The headers that every answer carries. */
export function rateLimitHeaders({ limit, remaining, reset, interval }: Allowance): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(reset),
    // Rounded up: who waits that long must never meet the limit.
    'X-RateLimit-Interval': (Math.ceil(interval * 1000 - 1e-9) / 1000).toFixed(3),
  }
}
