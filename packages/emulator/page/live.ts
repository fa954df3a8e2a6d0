import { useEffect, useState } from 'preact/hooks'
import { call } from './api.ts'

/** How often data is fetched, in milliseconds. After a slow response, the pause is nine times as long as the response took. */
const every = 1000

/** The last responses by path, to show them at once on the way back. */
const seen = new Map<string, unknown>()
const mostSeen = 30

const lookers = new Set<() => void>()
let isPaused = false

/** Fetches everything that is shown again, now. */
export function refresh(): void {
  for (const look of lookers) look()
}

/** Pauses or continues the updates. */
export function pause(paused: boolean): void {
  isPaused = paused
  if (!paused) refresh()
}

/** The response of a path in the control API, kept up to date. */
export interface Live<Answer> {
  readonly data: Answer | undefined
  /** The error of the last request, if it failed. */
  readonly error: string | undefined
}

/** Fetches a path regularly. While another one is loading, the previous response is still shown. */
export function useLive<Answer>(path: string): Live<Answer> {
  const [live, setLive] = useState<Live<Answer> & { readonly told?: string }>({ data: recall(path), error: undefined })
  useEffect(() => {
    let timer = 0
    let looks = 0
    let isOver = false
    if (seen.has(path)) setLive({ data: recall(path), error: undefined })
    async function look(isAsked = true) {
      clearTimeout(timer)
      const mine = ++looks
      const start = performance.now()
      if (isAsked || !(isPaused || document.hidden)) {
        const result = await call<Answer>(path).then(
          (data) => ({ data, error: undefined, told: JSON.stringify(data) }),
          (error: Error) => ({ error: error.message, told: '' }),
        )
        if (isOver || mine !== looks) return
        if ('data' in result) remember(path, result.data)
        setLive((before) =>
          'data' in result
            ? before.told === result.told && before.error === undefined
              ? before
              : result
            : { ...before, error: result.error },
        )
      }
      timer = setTimeout(() => look(false), Math.max(every, 9 * (performance.now() - start)))
    }
    const now = () => void look()
    lookers.add(now)
    now()
    return () => {
      isOver = true
      lookers.delete(now)
      clearTimeout(timer)
    }
  }, [path])
  return live
}

const recall = <Answer>(path: string) => seen.get(path) as Answer | undefined

function remember(path: string, data: unknown) {
  seen.delete(path)
  seen.set(path, data)
  const [oldest] = seen.keys()
  if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest)
}
