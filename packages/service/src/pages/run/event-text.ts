import type { ApplyEvent, Identity } from '@cloudsmith-sdk/promotion'
import { count } from '../../core/count.ts'
import type { runEvents } from '../../store/runs.ts'
import { toneOf } from '../text/state.ts'
import type { ShownEvent } from './live-state.ts'

type KeptEvent = Awaited<ReturnType<typeof runEvents>>[number]

const nameOf = ({ format, name, version }: Identity): string => [name, version, format].filter(Boolean).join(' ')

/** Maximum number of packages that a line names. */
const mostNamed = 5

function namesOf(packages: readonly Identity[]): string {
  const more = packages.length - mostNamed
  return `${packages.slice(0, mostNamed).map(nameOf).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Describes an event of a run. */
export function shownEvent({ seq, at, event }: KeptEvent): ShownEvent {
  return { seq, at: at.toISOString(), ...wordsOf(event as ApplyEvent) }
}

const finished = (outcome: string): Pick<ShownEvent, 'tone' | 'word' | 'detail'> => ({
  tone: toneOf(outcome),
  word: 'finished',
  detail: outcome,
})

function wordsOf(event: ApplyEvent): Pick<ShownEvent, 'tone' | 'word' | 'detail'> {
  switch (event.type) {
    case 'checked':
      return { tone: 'calm', word: 'checked', detail: `${event.sending} to copy, ${event.present} already there` }
    case 'sent':
      return { tone: 'busy', word: 'sent', detail: namesOf(event.packages) }
    case 'looked':
      return { tone: 'calm', word: 'waiting', detail: `${count(event.pending, 'package')} on the way` }
    case 'arrived':
      return { tone: 'good', word: 'arrived', detail: `${nameOf(event.package)}, as planned` }
    case 'failed':
      return { tone: 'bad', word: 'failed', detail: `${nameOf(event.package)}: ${event.why}` }
    case 'tagging':
      return {
        tone: 'busy',
        word: 'tagging',
        detail: event.left === 0 ? 'all packages are tagged' : `${count(event.left, 'package')} to tag`,
      }
    case 'tagged':
      return { tone: 'good', word: 'tagged', detail: `${nameOf(event.package)} as ${event.tag}` }
    case 'compensated':
      return { tone: 'warn', word: 'undone', detail: nameOf(event.package) }
    case 'finished':
      return finished((event as { outcome?: string }).outcome ?? '')
    default:
      // An event of a later version of the engine: processes of two releases may run side by side.
      return { tone: 'calm', word: (event as { type: string }).type, detail: '' }
  }
}
