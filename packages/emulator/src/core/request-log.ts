import type { Exchange, ExchangeRecord } from './exchange.ts'

/** Requests whose headers and bodies are kept, at most: the latest. */
const mostExchanges = 500

/** Requests that are kept beyond the latest, at most, until somebody looks: whoever takes them away one by one moves all others each time. */
const slack = 1_000

/** A request that came in, without its credentials. */
export interface LoggedRequest {
  /** Counts the requests of an emulator, over resets too. */
  readonly id: number
  /** When it came, in milliseconds of the emulator's clock. */
  readonly at: number
  readonly method: string
  /** Path and query, with `?` where there is one; of a long one, the first 8,192 characters. */
  readonly url: string
  /** The operation that was meant, where there is one. */
  readonly operation?: string | undefined
  /** Slug of the user, or nothing for anonymous requests. */
  readonly user?: string | undefined
  /** The status of the answer. Absent where the connection was lost instead. */
  readonly status?: number | undefined
  /**
   * What the API does not know and therefore ignores, where there is any: fields of the body with their way (`teams[0].rank`), and
   * parameters of the query (`?pagesize`). The first twenty.
   */
  readonly unknown?: readonly string[] | undefined
  /** Why nothing was found (404), and what may have been meant: callers are not told. Of what a server refused (403), why. */
  readonly hint?: string | undefined
  /** A fault hit it: it was held up, answered in the service's place, or its answer was lost. */
  readonly fault?: true | undefined
  /** Why the emulator itself failed, with the stack. */
  readonly error?: string | undefined
}

/** What the emulator was asked, in order: the latest requests, as many as `logSize` says. */
export interface RequestLog {
  readonly all: readonly LoggedRequest[]
  /** Those that may have changed something: all but GET and HEAD. */
  readonly writes: readonly LoggedRequest[]
  /** Headers, bodies and duration of one of the latest 500, by `id`: without credentials, and of a body the first 16,384 characters. */
  exchange(id: number): Exchange | undefined
  /** How long it took to answer one of them, in milliseconds of the wall clock. */
  duration(id: number): number | null
  /** Adds one that the emulator was not asked: a server refused it. */
  add(entry: Omit<LoggedRequest, 'id'>): void
  clear(): void
}

/** Characters of an address that are kept, at most: searches of the usual length are. */
const longestUrl = 8_192

/** The beginning of what is long, as a copy: a part of it would keep all of it in memory. */
const bounded = (url: string): string => (url.length > longestUrl ? `${Buffer.from(url.slice(0, longestUrl)).toString()}…` : url)

/** A request as its handler writes it. */
export type LogEntry = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] }

/** Makes a log of the latest `most` requests, and the function that writes it: that gives the request its `id`. */
export function createRequestLog(most: number): { log: RequestLog; write: (entry: LogEntry, record: ExchangeRecord) => void } {
  const all: LoggedRequest[] = []
  // A ring: a map that loses as many as it gains is made anew all the time, and its old tables keep alive what they held.
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
