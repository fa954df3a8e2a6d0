import type { PlanOptions } from '@cloudsmith-sdk/promotion'
import type { Command, OptionValues } from '@commander-js/extra-typings'
import { oneOf } from '../core/one-of.ts'
import { UsageError } from '../core/usage-error.ts'

/** The options for dependencies. */
export interface NeedOptions {
  readonly dependencies?: true | undefined
  readonly closure?: true | undefined
  readonly missing?: string | undefined
  readonly also?: string | undefined
}

/** Adds the flags for dependencies. */
export const needing = <Args extends unknown[], Options extends OptionValues, Globals extends OptionValues>(
  command: Command<Args, Options, Globals>,
) =>
  command
    .option('--dependencies', 'report the dependencies that the destination lacks')
    .option(
      '--closure',
      'also promote those dependencies from the source, transitively, in the versions that clients would choose',
    )
    .option(
      '--missing <what>',
      'block or tell: block a package whose dependency is in neither repository, or only report it (default: block with --closure, otherwise tell)',
    )
    .option(
      '--also <kinds>',
      'optional, development, or both separated by a comma: dependencies that --closure also takes, if the source has them',
    )

/** Reads the flags; those that are not set are left out. @throws {UsageError} they contradict each other */
export function needsOf({ dependencies, closure, missing, also }: NeedOptions) {
  if (also !== undefined && !closure) throw new UsageError('--also needs --closure.')
  const dealt = closure ? 'closure' : dependencies || missing !== undefined ? 'check' : undefined
  const kinds = also?.split(',').map((kind) => oneOf('--also', kind.trim(), ['optional', 'development']))
  return {
    ...(dealt === undefined ? {} : { dependencies: dealt }),
    ...(missing === undefined ? {} : { missingDependencies: oneOf('--missing', missing, ['block', 'tell']) }),
    ...(kinds === undefined ? {} : { alsoDependencies: kinds }),
  } satisfies Partial<PlanOptions>
}
