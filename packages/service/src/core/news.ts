/** Milliseconds after which waiting ends even without news. */
const patience = 10_000

/** Waits for events that may happen at any time. */
export interface News {
  readonly come: () => void
  /** Resolves when there was news since the last call, when it is over, or after ten seconds, because a notification may be lost. */
  wait(): Promise<void>
}

/** Makes a wait for news. News that arrives between two calls is not missed. */
export function createNews(over: AbortSignal): News {
  let hasCome = over.aborted
  let wake = () => {}
  const come = () => {
    hasCome = true
    wake()
  }
  over.addEventListener('abort', come, { once: true })
  return {
    come,
    async wait() {
      if (!hasCome) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patience)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      hasCome = false
    },
  }
}
