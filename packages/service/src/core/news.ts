/** Milliseconds after which is looked though nobody told of anything. */
const patience = 10_000

/** Something that may come at any time, and that somebody waits for again and again. */
export interface News {
  readonly come: () => void
  /** Resolves when it has come since the last time, is over, or ten seconds have passed: whoever tells of it may not get through. */
  wait(): Promise<void>
}

/** Waits for news, of which none is missed that comes while nobody waits. */
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
