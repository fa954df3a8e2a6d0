import { distance } from '../src/pages/text/words.ts'

/** Milliseconds between two updates of relative times. */
const every = 10_000

/**
 * Keeps relative times up to date. The clocks of the browser and of the service may differ; the page contains the time of the service when it was
 * made.
 */
export function keepTimes(): void {
  const skew = Date.parse(document.documentElement.dataset.now ?? '') - Date.now()
  const tell = () => {
    const now = new Date(Date.now() + (Number.isNaN(skew) ? 0 : skew))
    for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-far]')) {
      const told = distance(new Date(time.dateTime), now)
      if (time.textContent !== told) time.textContent = told
    }
  }
  setInterval(tell, every)
}
