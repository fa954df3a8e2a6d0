import { oneOf } from '../core/one-of.ts'
import { type NeedOptions, needsOf } from './needs.ts'

/** Flags that say how to plan, beside what. */
export interface WishOptions extends NeedOptions {
  readonly changed?: string | undefined
  readonly allowEmpty?: true | undefined
  readonly failIfNothing?: true | undefined
}

/** What the flags say, as the engine has it. @throws {UsageError} a word is none of those that there are, or flags do not go together */
export const wishesOf = ({ changed, allowEmpty, failIfNothing, ...needs }: WishOptions) => ({
  ...needsOf(needs),
  changed:
    changed === undefined || oneOf('--changed', changed, ['leave-out', 'refuse']) === 'leave-out'
      ? ('leave out' as const)
      : ('refuse' as const),
  // With --fail-if-nothing the exit code tells it.
  allowEmpty: allowEmpty ?? failIfNothing ?? false,
})
