import { distance, moment } from './words.ts'

/** A time relative to now, which the browser keeps up to date. Its title has the exact time. */
export function Time({ at, now }: { at: Date; now: Date }) {
  return (
    <time class="tight" datetime={at.toISOString()} title={moment(at)} data-far>
      {distance(at, now)}
    </time>
  )
}
