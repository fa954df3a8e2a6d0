import { inOrder } from './in-order.ts'

/** Something that goes wrong with requests, on purpose. */
export interface Fault {
  /** Only requests of this operation id. */
  operation?: string
  method?: string
  /**
   * Only requests to this path (without origin and query): all of it, where `*` stands for whatever there is, slashes too; or a regular
   * expression of yours, whose time nobody bounds.
   */
  path?: string | RegExp
  /** How many requests it hits; 1 unless said otherwise, `Infinity` for all. */
  times?: number
  /** How many matching requests are let through before the first is hit. */
  skip?: number
  /**
   * `before`: the request is not acted on (default). `after`: it is acted on as usual, and only its answer is replaced or lost.
   */
  when?: 'before' | 'after'
  /** Answer with this status… */
  status?: number
  /** …this body (JSON, or text as it is) … */
  body?: unknown
  /** …and these headers. */
  headers?: Readonly<Record<string, string>>
  /** The connection breaks and no answer arrives: `fetch` rejects with a `TypeError`, a real socket is destroyed. */
  dropReply?: boolean
  /** Milliseconds of the emulator's clock by which the request is held up before anything else. */
  delay?: number
}

/** The faults that are waiting. */
export interface Faults {
  /** Those that are waiting, the oldest first. */
  readonly waiting: readonly WaitingFault[]
  /** Adds a fault; the function that is returned takes it back. */
  add(fault: Fault): () => void
  /** Takes a fault back. */
  remove(fault: Fault): void
  clear(): void
}

/** A fault that has not hit as often as it should. */
export interface WaitingFault {
  readonly fault: Fault
  /** How many requests it is still to hit. */
  readonly left: number
}

/** What a fault is matched with. */
export interface FaultSubject {
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
}

/** Makes an empty set of faults, and the function that takes the one that hits a request. */
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
      // What only holds a request up does so beside others: an operation that is slow can fail as well.
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

/** The connection is gone: nobody gets an answer. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'

  constructor(why: string, options?: ErrorOptions) {
    super(`The connection is gone: ${why}.`, options)
  }
}
