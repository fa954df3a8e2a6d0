import { hydrate } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { LiveRun } from '../src/pages/run/live-run.tsx'
import { type LiveState, type ShownEvent, type ShownProgress, withEvents } from '../src/pages/run/live-state.ts'
import { refresh } from './refresh.ts'

/** Follows the run of the page, if it is still running. */
export function keepRuns(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-island="run"]')) {
    const { run, state } = place.dataset
    if (run !== undefined && state !== undefined) hydrate(<FollowedRun run={run} first={JSON.parse(state) as LiveState} />, place)
  }
}

function FollowedRun({ run, first }: { run: string; first: LiveState }) {
  const [state, setState] = useState(first)
  useEffect(() => {
    if (first.outcome !== null) return
    const source = new EventSource(`/runs/${run}/events?after=${first.events[0]?.seq ?? 0}`)
    source.addEventListener('happened', ({ data }) => {
      const { event, progress } = JSON.parse(data) as { event: ShownEvent; progress: ShownProgress | null }
      setState((before) => withEvents(before, [event], progress))
    })
    source.addEventListener('ended', ({ data }) => {
      source.close()
      setState((before) => ({ ...before, outcome: (JSON.parse(data) as { outcome: string }).outcome }))
      // The report is available now.
      void refresh()
    })
    return () => source.close()
  }, [run, first])
  return <LiveRun state={state} />
}
