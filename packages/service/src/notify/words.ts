import { count } from '../core/count.ts'
import type { Happening } from '../flow/happening.ts'
import type { Severity } from '../settings/channels.ts'

/** The outcome of a run, as the predicate of "the run of plan 7". */
const outcomes: Readonly<Record<string, string>> = {
  succeeded: 'succeeded',
  blocked: 'could not promote all packages',
  'needs approval': 'waits for approval',
  waiting: 'will continue later',
  compensated: 'was undone',
  'needs a human': 'needs a person',
}

/** Title of the task for a channel that cannot be reached. */
export const untold = (channel: string): string => `${channel} could not be notified`

/** The severity of an event. */
export function severityOf(happening: Happening): Severity {
  switch (happening.type) {
    case 'plan kept':
      return happening.asksPeople ? 'attention' : 'info'
    case 'run ended':
      return severityOfRun(happening.outcome)
    case 'plan refused':
    case 'paused':
      return 'attention'
    case 'task opened':
      return 'problem'
    default:
      return 'info'
  }
}

function severityOfRun(outcome: string): Severity {
  if (outcome === 'compensated' || outcome === 'needs a human') return 'problem'
  return outcome === 'blocked' || outcome === 'needs approval' ? 'attention' : 'info'
}

/** Describes an event in a sentence without a full stop. */
export function titleOf(happening: Happening, where: string, amount: number): string {
  const packages = count(amount, 'package')
  switch (happening.type) {
    case 'plan kept':
      return happening.asksPeople
        ? `Plan ${happening.plan} waits for approval: ${packages}, ${where}`
        : `Plan ${happening.plan} was made: ${packages}, ${where}`
    case 'plan approved':
      return `${happening.by} approved plan ${happening.plan}, ${where}`
    case 'plan refused':
      return `${happening.by} refused plan ${happening.plan}, ${where}`
    case 'run began':
      return `Plan ${happening.plan} is being applied: ${packages}, ${where}`
    case 'run ended':
      return `The run of plan ${happening.plan}, ${where}, ${outcomes[happening.outcome] ?? `ended: ${happening.outcome}`}`
    case 'paused':
      return `${happening.by} paused ${where}`
    case 'resumed':
      return `${happening.by} resumed ${where}`
    case 'task opened':
      return `This needs attention: ${happening.title}`
  }
}
