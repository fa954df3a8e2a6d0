import type { RollbackItem, RollbackOptions } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Check } from '../core/result.ts'
import type { Task } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'

/** What says how what is taken away is held. */
export interface HoldingOptions {
  readonly by?: string | undefined
  readonly why?: string | undefined
  /** False: nothing is held. */
  readonly hold?: boolean | undefined
}

/** Adds the flags that say how what is taken away is held. */
export const holding = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option('--by <name>', 'who rolls back')
    .option('--why <reason>', 'the reason, shown to anyone who finds the packages held')
    .option('--no-hold', 'do not hold the packages afterwards')

/** By whom and why it is held; false for not at all, undefined where the engine may say. @throws {UsageError} one is said without the other */
export function holdOf(task: Task, { by, why, hold }: HoldingOptions): RollbackOptions['hold'] {
  if (hold === false) return false
  return by === undefined && why === undefined ? undefined : { by: task.need('--by', by), why: task.need('--why', why) }
}

/** A check for each package that was to be as it was. */
export const checksOf = (items: readonly Pick<RollbackItem, 'package' | 'why'>[], rule: string): readonly Check[] =>
  items.map(({ package: pkg, why }) => ({
    ...{ subject: nameOf(pkg), rule },
    ...(why === null ? { outcome: 'passed', reasons: [] } : { outcome: 'failed', reasons: [why] }),
  }))
