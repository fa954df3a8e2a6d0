import { inOrder } from './in-order.ts'

/** A fault to inject into requests: another response, a broken connection or a delay. */
export interface Fault {
  /** Only affect requests for this operation id. */
  operation?: string
  /** Only affect requests with this method, such as `POST`. */
  method?: string
  /**
   * Only affect requests with this path, without origin and query. It has to match completely; `*` stands for any text, including slashes. A regular
   * expression is also possible, but nothing limits the time that it takes.
   */
  path?: string | RegExp
  /** How many requests to affect; `Infinity` for all. Default: 1. */
  times?: number
  /** How many matching requests to let through first. Default: 0. */
  skip?: number
  /** `before`: the request is not carried out. `after`: it is carried out as usual, and only its response is replaced or lost. Default: `before`. */
  when?: 'before' | 'after'
  /** Status of the response. */
  status?: number
  /** Body of the response: JSON, or a string that is sent unchanged. */
  body?: unknown
  /** Headers of the response. */
  headers?: Readonly<Record<string, string>>
  /** Break the connection instead of responding: `fetch` rejects with a `TypeError`, a real socket is destroyed. */
  dropReply?: boolean
  /** Delay the request before anything else, in milliseconds of the emulator's clock. */
  delay?: number
}

/** The injected faults. */
export interface Faults {
  /** The faults that may still affect requests, the oldest first. */
  readonly waiting: readonly WaitingFault[]
  /** Adds a fault. Returns a function that removes it. */
  add(fault: Fault): () => void
  /** Removes a fault. */
  remove(fault: Fault): void
  /** Removes all faults. */
  clear(): void
}

/** A fault that may still affect requests. */
export interface WaitingFault {
  readonly fault: Fault
  /** How many more requests it affects. */
  readonly left: number
}

/** The properties of a request that faults are matched against. */
export interface FaultSubject {
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
}

/** Creates an empty set of faults, and a function that returns the fault for a request and counts it. */
export function createFaults(): { faults: Faults; take: (request: FaultSubject) => Fault | undefined } {
  const waiting = new Map<Fault, { left: number; skip: number }>()
  return {
    faults: {
      get waiting() {
        return [...waiting].map(([fault, { left }]) => ({ fault, left }))
      },
      add(fault) {
        if (fault.status === undefined && !fault.dropReply && fault.delay === undefined) {
          throw new TypeError('faults.add: a fault needs a status, dropReply or a delay')
        }
        waiting.set(fault, { left: fault.times ?? 1, skip: fault.skip ?? 0 })
        return () => waiting.delete(fault)
      },
      remove: (fault) => waiting.delete(fault),
      clear: () => waiting.clear(),
    },
    take(request) {
      // A fault that only delays combines with others: a slow operation can fail as well.
      let held: Fault | undefined
      for (const [fault, state] of waiting) {
        if (!hits(fault, request) || state.skip-- > 0) continue
        state.left -= 1
        if (state.left <= 0) waiting.delete(fault)
        const delay = (held?.delay ?? 0) + (fault.delay ?? 0)
        held = { ...fault, ...(delay > 0 && { delay }) }
        if (fault.status !== undefined || fault.dropReply) break
      }
      return held
    },
  }
}

function hits(fault: Fault, { operation, method, path }: FaultSubject): boolean {
  if (fault.operation !== undefined && fault.operation !== operation) return false
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false
  return fault.path === undefined || isAt(fault.path, path)
}

function isAt(wanted: string | RegExp, path: string): boolean {
  if (typeof wanted !== 'string') return wanted.test(path)
  return inOrder({ parts: wanted.split('*'), start: true, end: true })(path)
}

/** The connection is broken: no response is sent. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'

  constructor(why: string, options?: ErrorOptions) {
    super(`The connection is gone: ${why}.`, options)
  }
}
