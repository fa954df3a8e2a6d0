import type { RollbackItem, RollbackOptions } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import type { Check } from '../core/result.ts'
import type { Task } from '../frame/task.ts'
import { nameOf } from '../results/name-of.ts'

/** The options for holding packages that are removed. */
export interface HoldingOptions {
  readonly by?: string | undefined
  readonly why?: string | undefined
  /** False: packages are not held. */
  readonly hold?: boolean | undefined
}

/** Adds the flags for holding packages that are removed. */
export const holding = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option('--by <name>', 'who rolls back')
    .option('--why <reason>', 'the reason, shown to anyone who finds the packages held')
    .option('--no-hold', 'do not hold the packages afterwards')

/**
 * Who holds the packages, and why; false for no hold, undefined for the default of the engine.
 *
 * @throws {UsageError} only one of `--by` and `--why` is set
 */
export function holdOf(task: Task, { by, why, hold }: HoldingOptions): RollbackOptions['hold'] {
  if (hold === false) return false
  return by === undefined && why === undefined ? undefined : { by: task.need('--by', by), why: task.need('--why', why) }
}

/** One check for each package of a rollback or restore. */
export const checksOf = (items: readonly Pick<RollbackItem, 'package' | 'why'>[], rule: string): readonly Check[] =>
  items.map(({ package: pkg, why }) => ({
    ...{ subject: nameOf(pkg), rule },
    ...(why === null ? { outcome: 'passed', reasons: [] } : { outcome: 'failed', reasons: [why] }),
  }))
