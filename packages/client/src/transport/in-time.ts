import { longestTimer } from './clock.ts'
import { aborted, timedOut } from './endings.ts'
import type { CallContext } from './transport.ts'

/**
 * Runs work within `timeout` and until the caller's signal is aborted, even if the work ignores the signal that it receives. Rejects with one of
 * the reasons in `endings.ts`, which `explainFailure` turns into an error.
 */
export function inTime<T>(context: CallContext, work: (init: RequestInit) => Promise<T>): Promise<T> {
  const { signal } = context
  return new Promise((resolve, reject) => {
    const controller = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const settle = () => {
      isOver = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
    const giveUp = (reason: symbol) => {
      settle()
      reject(reason)
      controller.abort(reason)
    }
    const onAbort = () => giveUp(aborted)
    // Progress reported by an attempt that is already over has no effect.
    const limit = (milliseconds: number) => {
      clearTimeout(timer)
      if (isOver) return
      context.allowed = milliseconds
      if (milliseconds !== Number.POSITIVE_INFINITY) timer = setTimeout(giveUp, Math.min(milliseconds, longestTimer), timedOut)
    }
    limit(context.timeout)
    if (signal?.aborted) return onAbort()
    if ('renewTimeout' in context) context.renewTimeout = limit
    signal?.addEventListener('abort', onAbort)
    // Without a window, Node's fetch need not keep a copy of a large body.
    work({ signal: controller.signal, window: null }).then(
      (result) => {
        settle()
        resolve(result)
      },
      (cause: unknown) => {
        settle()
        reject(cause)
      },
    )
  })
}
