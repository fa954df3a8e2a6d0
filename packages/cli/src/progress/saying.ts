import type { ApplyEvent } from '@cloudsmith-sdk/promotion'
import { plural } from '../core/plural.ts'
import { nameOf } from '../results/name-of.ts'

/** Wordings of the same message, longest first. */
export type Saying = readonly [string, ...string[]]

/** What a run is doing or waiting for. @param passed milliseconds since the event */
export function saying(event: ApplyEvent, passed: number): Saying {
  switch (event.type) {
    case 'checked':
      return [`both sides checked: ${event.sending} to copy, ${event.present} already there`, `${event.sending} to send`]
    case 'sent':
      return [`sent ${plural(event.packages.length, 'package')}`]
    case 'looked': {
      const next = Math.max(0, Math.ceil((event.pause - passed) / 1_000))
      return [
        `waiting: ${waitedFor(event)}; next check in ${next} s`,
        `${waitedFor(event)}; ${next} s`,
        `${event.pending} waiting, ${next} s`,
      ]
    }
    case 'tagging':
      return event.left === 0 ? ['all are tagged, verifying the tags', 'verifying the tags'] : [`${event.left} left to tag`]
    case 'finished':
      return [event.report.outcome]
    default:
      return [`${event.type} ${nameOf(event.package)}`]
  }
}

/** What unfinished packages are waiting for. */
export function waitedFor({ pending, scanning }: Extract<ApplyEvent, { type: 'looked' }>): string {
  const arriving = pending - scanning
  const parts = [...(arriving > 0 ? [`${arriving} to arrive`] : []), ...(scanning > 0 ? [`${scanning} to be scanned`] : [])]
  return parts.join(', ')
}
