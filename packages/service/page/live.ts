import { refresh } from './refresh.ts'

/** Looks again whenever the service tells that something has changed. What comes while nobody looks is looked at once, when somebody does. */
export function keepLive(): void {
  const { events } = document.documentElement.dataset
  if (events === undefined) return
  let isStale = false
  let wasLost = false
  const source = new EventSource(events)
  const look = async () => {
    if (document.hidden) {
      isStale = true
      return
    }
    isStale = false
    // A service that is away tells so by the stream.
    const isThere = await refresh().catch(() => true)
    if (!isThere) {
      source.close()
      tell('You are signed out: reload the page.')
    }
  }
  source.addEventListener('changed', look)
  source.addEventListener('open', () => {
    tell(undefined)
    if (wasLost) void look()
    wasLost = false
  })
  source.addEventListener('error', () => {
    wasLost = true
    tell(source.readyState === EventSource.CLOSED ? 'Not live: reload the page.' : 'Connecting again…')
  })
  document.addEventListener('visibilitychange', () => {
    if (isStale && !document.hidden) void look()
  })
  // A page in the back-forward cache must not keep its stream.
  addEventListener('pagehide', () => source.close())
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
}

/** Tells beside the menu that the page is not live. Nothing is told of a page that is. */
function tell(text: string | undefined): void {
  const place = document.querySelector<HTMLElement>('.lost')
  if (place === null) return
  place.hidden = text === undefined
  place.textContent = text ?? ''
}
