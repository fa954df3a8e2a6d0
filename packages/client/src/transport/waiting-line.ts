import { nameOf } from '../errors/failed.ts'
import { heldBack } from '../errors/held-back.ts'
import { AbortError } from '../errors/transport.ts'
import type { Allowance } from './allowance.ts'
import { sitsOut } from './patience.ts'
import type { CallContext, Clock } from './transport.ts'

/** A queue of calls that are held back until the rate limit allows them. */
export interface WaitingLine {
  /** Whether a call with this reserve is waiting, so that others have to queue behind it. */
  hasFormed(reserve: number): boolean
  /**
   * Resolves when the call may be sent. It is counted as under way before any other call is considered.
   *
   * @throws {RateLimitError} the call would be held back for longer than it allows
   * @throws {AbortError} its signal was aborted
   */
  turn(context: CallContext): Promise<void>
  /** Releases the calls that may now be sent. Those behind a call that must wait are only checked if their waits have `changed`. */
  admit(changed: boolean): void
}

/** A call in the queue. */
interface Held {
  readonly context: CallContext
  letIn(): void
  /** @param pause milliseconds that the call would have to wait */
  turnAway(pause: number): void
}

/**
 * Creates the queue, with a line for each reserve, because a call with a smaller reserve may be sent while one with a larger reserve has to wait.
 *
 * A call that would wait too long is rejected if the service has refused requests, or if the call has a deadline or a reserve. Otherwise it is
 * sent: the service may accept more requests than it reports, and can refuse it itself.
 */
export function createWaitingLine(allowance: Allowance, clock: Clock): WaitingLine {
  const lines = new Map<number, Set<Held>>()
  let alarm: { readonly at: number; readonly off: AbortController } | undefined

  function turn(context: CallContext): Promise<void> {
    const { signal, reserve } = context
    return new Promise((resolve, reject) => {
      const line = lines.get(reserve) ?? new Set()
      lines.set(reserve, line)
      const leave = () => {
        signal?.removeEventListener('abort', onAbort)
        line.delete(held)
        if (line.size === 0) lines.delete(reserve)
        if (lines.size === 0) alarm?.off.abort()
      }
      const onAbort = () => {
        leave()
        reject(new AbortError(`${nameOf(context)} was aborted.`, { cause: signal?.reason }))
      }
      const held: Held = {
        context,
        letIn() {
          leave()
          allowance.underWay += 1
          resolve()
        },
        turnAway(pause) {
          leave()
          reject(heldBack(context, { now: clock.now(), retryAfter: pause, rateLimit: allowance.rateLimit, limitedBy: limiter() }))
        },
      }
      line.add(held)
      if (signal?.aborted) return onAbort()
      signal?.addEventListener('abort', onAbort)
      if (line.size === 1 || allowance.pauseBefore(reserve) > 0) mustWait(held)
    })
  }

  /** Whether a call must go on waiting. If not, it is released or rejected. */
  function mustWait({ context, letIn, turnAway }: Held): boolean {
    const { reserve, deadline } = context
    const pause = allowance.pauseBefore(reserve)
    if (pause === Number.POSITIVE_INFINITY) return true
    const now = clock.now()
    if (pause > 0 && sitsOut(context, pause, now)) {
      wakeAt(now + pause, pause)
      return true
    }
    if (pause === 0 || (!allowance.held && reserve === 0 && deadline === undefined)) letIn()
    else turnAway(pause)
    return false
  }

  function admit(changed: boolean): void {
    for (const line of lines.values()) {
      for (const held of line) if (mustWait(held) && !changed) break
    }
  }

  /** Sets the one timer that all calls share. */
  function wakeAt(at: number, pause: number): void {
    if (alarm !== undefined && !alarm.off.signal.aborted && alarm.at <= at) return
    alarm?.off.abort()
    const set = { at, off: new AbortController() }
    alarm = set
    const ring = () => {
      if (alarm === set) alarm = undefined
      admit(false)
    }
    clock.sleep(pause, set.off.signal).then(ring, ring)
  }

  const limiter = () => (!allowance.held && allowance.pauseBefore(0) === 0 ? 'reserve' : 'service')

  return { hasFormed: (reserve) => lines.has(reserve), turn, admit }
}
