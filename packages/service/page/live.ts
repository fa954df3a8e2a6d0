import { refresh } from './refresh.ts'

/** Updates the page whenever the service reports a change. Changes while the page is hidden are shown when it becomes visible. */
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
    // If the service is unavailable, the stream reports that.
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
  // A page in the back-forward cache must not keep its stream open.
  addEventListener('pagehide', () => source.close())
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
}

/** Shows next to the menu that the page does not update itself. Nothing is shown if it does. */
function tell(text: string | undefined): void {
  const place = document.querySelector<HTMLElement>('.lost')
  if (place === null) return
  place.hidden = text === undefined
  place.textContent = text ?? ''
}
