import { oneOf } from '../core/one-of.ts'
import { type NeedOptions, needsOf } from './needs.ts'

/** The options for how to plan. */
export interface WishOptions extends NeedOptions {
  readonly changed?: string | undefined
  readonly allowEmpty?: true | undefined
  readonly failIfNothing?: true | undefined
}

/** Reads the flags as options of the engine. @throws {UsageError} a value is not allowed, or flags contradict each other */
export const wishesOf = ({ changed, allowEmpty, failIfNothing, ...needs }: WishOptions) => ({
  ...needsOf(needs),
  changed:
    changed === undefined || oneOf('--changed', changed, ['leave-out', 'refuse']) === 'leave-out'
      ? ('leave out' as const)
      : ('refuse' as const),
  // With --fail-if-nothing, the exit code reports it.
  allowEmpty: allowEmpty ?? failIfNothing ?? false,
})
