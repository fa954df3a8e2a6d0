import { distance } from '../src/pages/text/words.ts'

/** How often moments are told anew, in milliseconds. */
const every = 10_000

/** Keeps what says how far away a moment is true. The clocks of browser and service may differ: by how much, the page told when it came. */
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
