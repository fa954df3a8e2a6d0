import { addBounded } from './bounded.ts'

/** A request that came in, without its credentials. */
export interface LoggedRequest {
  /** When it came, in milliseconds of the emulator's clock. */
  readonly at: number
  readonly method: string
  /** Path and query, with `?` where there is one. */
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
  /** Why the emulator itself failed, with the stack. */
  readonly error?: string | undefined
}

/** What the emulator was asked, in order: the latest requests, as many as `logSize` says. */
export interface RequestLog {
  readonly all: readonly LoggedRequest[]
  /** Those that may have changed something: all but GET and HEAD. */
  readonly writes: readonly LoggedRequest[]
  /** Adds one that the emulator was not asked: a server refused it. */
  add(entry: LoggedRequest): void
  clear(): void
}

/** Makes a log of the latest `most` requests. */
export function createRequestLog(most: number): RequestLog {
  const all: LoggedRequest[] = []
  return {
    get all() {
      return all
    },
    get writes() {
      return all.filter(({ method }) => method !== 'GET' && method !== 'HEAD')
    },
    add(entry) {
      addBounded(all, entry, most)
    },
    clear() {
      all.length = 0
    },
  }
}

/** Path and query of a request as they are logged: without what gives access. */
export function loggedUrl({ pathname, search }: URL): string {
  if (search === '') return pathname
  const kept = new URLSearchParams(search)
  for (const name of ['token', 'signature', 'api_key']) if (kept.has(name)) kept.set(name, '…')
  const text = kept.toString()
  return text === '' ? pathname : `${pathname}?${text}`
}
