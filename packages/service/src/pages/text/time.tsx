import { distance, moment } from './words.ts'

/** A moment, as far away as it is; the browser keeps that true. The moment itself is in its title. */
export function Time({ at, now }: { at: Date; now: Date }) {
  return (
    <time class="tight" datetime={at.toISOString()} title={moment(at)} data-far>
      {distance(at, now)}
    </time>
  )
}
