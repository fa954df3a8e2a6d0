/** A time that processes share: what waits for gates and arrivals need not be waited for as long. */
export interface SharedTime {
  /** Milliseconds of the machine's clock, and what time that was. */
  readonly machine: number
  readonly told: number
  /** Seconds that pass in a second. */
  readonly speed: number
}

/** A clock that goes by such a time. */
export function clockBy({ machine, told, speed }: SharedTime) {
  return {
    now: () => Math.floor(told + (Date.now() - machine) * speed),
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const end = () => {
          clearTimeout(timer)
          reject(signal?.reason)
        }
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', end)
          resolve()
        }, Math.max(0, ms) / speed)
        signal?.addEventListener('abort', end, { once: true })
      }),
  }
}
