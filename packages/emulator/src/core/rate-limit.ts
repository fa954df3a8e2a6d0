/** @see EmulatorOptions.rateLimit */
export interface RateLimitOptions {
  /** Requests in a window; 10,800 unless said otherwise, the allowance of most paid plans. */
  limit?: number
  /** Length of the window; 3,600 unless said otherwise. */
  windowSeconds?: number
  /** Answer 429 when the allowance is used up. False unless said otherwise: then it is only counted. */
  enforce?: boolean
}

/** Where one caller stands. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Epoch seconds at which the window ends. */
  readonly reset: number
  /** Seconds between requests that never reach the limit. */
  readonly interval: number
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
export function createRateLimiter(now: () => number, given: RateLimitOptions = {}): RateLimiter {
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
    return {
      limit,
      remaining: Math.max(0, limit - used),
      reset: Math.ceil(endsAt / 1000),
      interval: windowSeconds / limit,
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
    'X-RateLimit-Interval': interval.toFixed(3),
  }
}
