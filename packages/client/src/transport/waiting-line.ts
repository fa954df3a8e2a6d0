import { nameOf } from '../errors/failed.ts'
import { heldBack } from '../errors/held-back.ts'
import { AbortError } from '../errors/transport.ts'
import type { Allowance } from './allowance.ts'
import { sitsOut } from './patience.ts'
import type { CallContext, Clock } from './transport.ts'

/** Calls that are held back, until the allowance has room for them. */
export interface WaitingLine {
  /** Somebody with this reserve waits, behind whom others have to. */
  hasFormed(reserve: number): boolean
  /**
   * Resolves when the call may be sent. It then counts as under way, before anybody else is looked at.
   *
   * @throws {RateLimitError} it would be held back longer than it wants to wait
   * @throws {AbortError} its signal was aborted
   */
  turn(context: CallContext): Promise<void>
  /** Lets in whoever there is room for. Those behind somebody who must wait are looked at only where their waits have `changed`. */
  admit(changed: boolean): void
}

/** A call in it. */
interface Held {
  readonly context: CallContext
  letIn(): void
  /** @param pause milliseconds that it would have to wait */
  turnAway(pause: number): void
}

/**
 * Makes a line of its own for each reserve, because who leaves less to others may go on where another waits.
 *
 * A call that would wait too long is turned away where the service has refused requests, and where it has a deadline or leaves something
 * to others. Else it is let in: the service may take more than it tells, and says no itself.
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

  /** Looks at a call, and lets it in or turns it away where it need not or would not wait any longer. */
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

  /** One timer for all. */
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
