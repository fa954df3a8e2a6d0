import type { Application, ApplyEvent } from '@cloudsmith-sdk/promotion'
import { visible } from '@cloudsmith-sdk/promotion/text'
import type { Task } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'
import { liveDisplay } from './live.ts'

/** Tells people on standard error how far a run is: on a terminal in place, elsewhere a line for each phase. */
export async function follow(task: Task, run: Application): Promise<void> {
  const { stderr, env, signal } = task.context
  const isLive = stderr.isTTY === true && !task.quiet && !env.CI && env.TERM !== 'dumb'
  const display = isLive ? liveDisplay(stderr) : { show: (event: ApplyEvent) => noted(task, event), leave: () => undefined }
  // Whoever interrupts it is told so on the same terminal.
  signal.addEventListener('abort', display.leave, { once: true })
  try {
    for await (const event of run) display.show(event)
  } finally {
    signal.removeEventListener('abort', display.leave)
  }
}

/** Phases alone: a line for each of a thousand packages would hide them. */
function noted(task: Task, event: ApplyEvent): void {
  const line = lineOf(event)
  if (line !== undefined) task.note(visible(line))
}

function lineOf(event: ApplyEvent): string | undefined {
  const { done, total, minutes } = event.progress
  switch (event.type) {
    case 'checked':
      return `Checked: ${event.sending} to send, ${event.present} there already${minutes === null ? '' : `, about ${Math.ceil(minutes)} min`}.`
    case 'sent':
      return `Sent ${event.packages.length} (${done} of ${total} done).`
    case 'failed':
      return `Failed: ${nameOf(event.package)}: ${event.why}.`
    case 'compensated':
      return `Undone: ${nameOf(event.package)}.`
    default:
      return undefined
  }
}
