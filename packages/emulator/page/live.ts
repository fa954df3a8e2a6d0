import { useEffect, useState } from 'preact/hooks'
import { call } from './api.ts'

/** How often is looked, in milliseconds. A look that takes long is not repeated before nine times as long has passed. */
const every = 1000

/** What was seen last, by path: so that going back shows it at once. */
const seen = new Map<string, unknown>()
const mostSeen = 30

const lookers = new Set<() => void>()
let isPaused = false

/** Makes everything that is shown be looked at anew, now. */
export function refresh(): void {
  for (const look of lookers) look()
}

/** Stops to look, or goes on. */
export function pause(paused: boolean): void {
  isPaused = paused
  if (!paused) refresh()
}

/** What a path of the control API answers, as it changes. */
export interface Live<Answer> {
  readonly data: Answer | undefined
  /** What went wrong at the last look. */
  readonly error: string | undefined
}

/** Keeps looking at a path. While another one is loaded, what was there before stays. */
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
