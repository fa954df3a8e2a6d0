import { count } from '../../core/count.ts'
import { Text } from '../text/text.tsx'
import { moment, span } from '../text/words.ts'
import type { LiveState, ShownEvent, ShownProgress } from './live-state.ts'

/** The progress and events of a run. */
export function LiveRun({ state: { progress, events, outcome } }: { state: LiveState }) {
  return (
    <div class="live">
      {progress !== null && <HowFar progress={progress} isOver={outcome !== null} />}
      {events.length === 0 ? (
        <p class="sheet empty">
          {outcome === null ? 'The run has started. Its events appear here.' : 'No events were recorded.'}
        </p>
      ) : (
        <ol class="sheet events" aria-label="Events, latest first">
          {events.map((event) => (
            <Line key={event.seq} event={event} />
          ))}
        </ol>
      )}
    </div>
  )
}

function HowFar({ progress: { done, total, requests, minutes }, isOver }: { progress: ShownProgress; isOver: boolean }) {
  const left = isOver ? '' : ` · about ${count(requests, 'request')} left${minutes === null ? '' : `, ${span(minutes * 60)}`}`
  return (
    <div class="far">
      <progress value={done} max={Math.max(1, total)} aria-label="Packages that are done" />
      <p class="small">
        <strong>{`${done} of ${total}`}</strong>
        <span class="faint">{` ${total === 1 ? 'package' : 'packages'} done${left}`}</span>
      </p>
    </div>
  )
}

function Line({ event: { at, tone, word, detail } }: { key: number; event: ShownEvent }) {
  return (
    <li>
      <time class="small faint tight" datetime={at} title={moment(new Date(at))}>
        {at.slice(11, 19)}
      </time>
      <span class={`badge ${tone}`}>{word}</span>
      <span class="small">
        <Text of={detail} most={600} />
      </span>
    </li>
  )
}
