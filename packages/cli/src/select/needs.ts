import type { PlanOptions } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import { oneOf } from '../core/one-of.ts'
import { UsageError } from '../core/usage-error.ts'

/** What says how to deal with what packages need. */
export interface NeedOptions {
  readonly dependencies?: true | undefined
  readonly closure?: true | undefined
  readonly missing?: string | undefined
  readonly also?: string | undefined
}

/** Adds the flags that say how to deal with what packages need. */
export const needing = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option('--dependencies', 'tell what the destination lacks to install the packages with their clients')
    .option('--closure', 'take that along from the source, in the versions that clients would take, and what it needs in turn')
    .option(
      '--missing <what>',
      'block or tell: what becomes of a package that needs what is nowhere (default: block with --closure)',
    )
    .option(
      '--also <kinds>',
      'optional, development or both, with a comma: taken along as well by --closure, where the source has it',
    )

/** What the flags say. @throws {UsageError} they do not go together */
export function needsOf({
  dependencies,
  closure,
  missing,
  also,
}: NeedOptions): Pick<PlanOptions, 'dependencies' | 'missingDependencies' | 'alsoDependencies'> {
  const looked = closure ? 'closure' : dependencies ? 'check' : undefined
  if (missing !== undefined && looked === undefined) throw new UsageError('--missing needs --closure or --dependencies.')
  if (also !== undefined && looked !== 'closure') throw new UsageError('--also needs --closure.')
  return {
    dependencies: looked,
    missingDependencies: missing === undefined ? undefined : oneOf('--missing', missing, ['block', 'tell']),
    alsoDependencies: also?.split(',').map((kind) => oneOf('--also', kind.trim(), ['optional', 'development'])),
  }
}
