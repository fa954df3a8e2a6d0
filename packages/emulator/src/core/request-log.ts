import type { Exchange, ExchangeRecord } from './exchange.ts'

/** How many of the latest requests are kept with their headers and bodies. */
const mostExchanges = 500

/** How many requests beyond the limit are kept until the log is read: removing each one separately would move all others each time. */
const slack = 1_000

/** A logged request, without its credentials. */
export interface LoggedRequest {
  /** Number of the request, counted from the creation of the emulator, also across resets. */
  readonly id: number
  /** When it arrived, in milliseconds of the emulator's clock since 1970. */
  readonly at: number
  readonly method: string
  /** Path and query; of a long URL, the first 8,192 characters. */
  readonly url: string
  /** Operation id, if the request matches an operation. */
  readonly operation?: string | undefined
  /** Slug of the user; undefined for anonymous requests. */
  readonly user?: string | undefined
  /** Status of the response; undefined if the connection was lost. */
  readonly status?: number | undefined
  /**
   * What the API does not know and therefore ignores: fields of the body with their path (`teams[0].rank`), and query parameters (`?pagesize`). At
   * most twenty; undefined if there are none.
   */
  readonly unknown?: readonly string[] | undefined
  /** For a 404: why nothing was found, and what may have been meant; callers do not get this. For a 403 of the server: the reason. */
  readonly hint?: string | undefined
  /** Whether a fault affected it: it was delayed, or its response was replaced or lost. */
  readonly fault?: true | undefined
  /** An error of the emulator itself, with the stack. */
  readonly error?: string | undefined
}

/** The log of requests, in order: the latest, at most `logSize`. */
export interface RequestLog {
  /** All logged requests, the oldest first. */
  readonly all: readonly LoggedRequest[]
  /** The requests that may have changed something: all except GET and HEAD. */
  readonly writes: readonly LoggedRequest[]
  /**
   * Returns headers, bodies and duration of one of the latest 500 requests, by `id`. Credentials are removed, and bodies cut after 16,384 characters.
   */
  exchange(id: number): Exchange | undefined
  /** How long it took to answer a request, in milliseconds of the wall clock. */
  duration(id: number): number | null
  /** Adds a request that did not reach the emulator because a server refused it. */
  add(entry: Omit<LoggedRequest, 'id'>): void
  /** Empties the log. */
  clear(): void
}

/** Most characters of a URL that are kept; this is enough for usual searches. */
const longestUrl = 8_192

/** The beginning of a long URL as a copy: a slice would keep all of it in memory. */
const bounded = (url: string): string => (url.length > longestUrl ? `${Buffer.from(url.slice(0, longestUrl)).toString()}…` : url)

/** A log entry that its handler still fills in. */
export type LogEntry = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] }

/** Creates a log of the latest `most` requests, and the function that adds to it and assigns the `id`. */
export function createRequestLog(most: number): { log: RequestLog; write: (entry: LogEntry, record: ExchangeRecord) => void } {
  const all: LoggedRequest[] = []
  // A ring buffer. A map with as many deletions as additions is rehashed again and again, and its old tables keep their values alive.
  const kept = Math.min(most, mostExchanges)
  const records: (ExchangeRecord | undefined)[] = []
  let count = 0

  const recordOf = (id: number) => (id > count - kept && id <= count ? records[id % kept] : undefined)

  function latest() {
    if (all.length > most) all.splice(0, all.length - most)
    return all
  }

  function remember(entry: LogEntry, record?: ExchangeRecord) {
    entry.url = bounded(entry.url)
    all.push(entry)
    if (all.length > most + slack) latest()
    records[entry.id % kept] = record
  }

  return {
    log: {
      get all() {
        return latest()
      },
      get writes() {
        return latest().filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      },
      exchange: (id) => recordOf(id)?.exchange,
      duration: (id) => recordOf(id)?.duration ?? null,
      add: (entry) => remember({ id: ++count, ...entry }),
      clear() {
        all.length = 0
        records.length = 0
      },
    },
    write(entry, record) {
      entry.id = ++count
      remember(entry, record)
    },
  }
}
