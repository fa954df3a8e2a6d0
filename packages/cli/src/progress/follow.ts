import type { Application, ApplyEvent } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'
import { plural } from '../core/plural.ts'
import type { Task } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { liveDisplay, type Ticking } from './live.ts'
import { waitedFor } from './saying.ts'

/**
 * Shows the progress of a run on standard error: in place on a terminal, otherwise one line for each phase.
 *
 * @param now the current time of the run's clock, in milliseconds
 */
export async function follow(task: Task, run: Application, now: () => number): Promise<void> {
  const { stderr, env, signal } = task.context
  const isLive = stderr.isTTY === true && !task.quiet && !env.CI && env.TERM !== 'dumb'
  const display = isLive ? liveDisplay(stderr, { now, every }) : { show: phases(task), leave: () => {}, end: () => {} }
  // The message about the interruption appears on the same terminal.
  signal.addEventListener('abort', display.leave, { once: true })
  try {
    for await (const event of run) display.show(event)
  } finally {
    display.end()
    signal.removeEventListener('abort', display.leave)
  }
}

/** The timer does not keep the process running. */
const every: Ticking['every'] = (milliseconds, call) => {
  const timer = setInterval(call, milliseconds).unref()
  return () => clearInterval(timer)
}

/** Reports each phase once: lines for a thousand packages would hide them. */
function phases(task: Task): (event: ApplyEvent) => void {
  let last: string | undefined
  let isTagging = false
  return (event) => {
    if (event.type === 'tagging' && isTagging) return
    isTagging ||= event.type === 'tagging'
    const line = lineOf(event)
    if (line !== undefined && line !== last) task.note(visible(line))
    last = line ?? last
  }
}

function lineOf(event: ApplyEvent): string | undefined {
  const { done, total, minutes } = event.progress
  switch (event.type) {
    case 'checked':
      return `Checked: ${event.sending} to copy, ${event.present} already there${minutes === null || minutes === 0 ? '' : `, about ${Math.ceil(minutes)} min`}.`
    case 'sent':
      return `Requested ${plural(event.packages.length, 'package')} (${done} of ${total} done).`
    case 'looked':
      return `Waiting: ${waitedFor(event)} (${done} of ${total} done).`
    case 'tagging':
      return `Tagging ${plural(event.left, 'package')}.`
    case 'failed':
      return `Failed: ${nameOf(event.package)}: ${event.why}.`
    case 'compensated':
      return `Undone: ${nameOf(event.package)}.`
    default:
      return undefined
  }
}
