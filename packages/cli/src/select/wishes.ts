import { oneOf } from '../core/one-of.ts'

/** Flags that say how to plan, beside what. */
export interface WishOptions {
  readonly dependencies?: true | 'include' | string | undefined
  readonly changed?: string | undefined
  readonly allowEmpty?: true | undefined
  readonly failIfNothing?: true | undefined
}

/** What the flags say, as the engine has it. @throws {UsageError} a word is none of those that there are */
export const wishesOf = ({ dependencies, changed, allowEmpty, failIfNothing }: WishOptions) => ({
  dependencies: typeof dependencies === 'string' ? oneOf('--dependencies', dependencies, ['include']) : dependencies === true,
  changed:
    changed === undefined || oneOf('--changed', changed, ['leave-out', 'refuse']) === 'leave-out'
      ? ('leave out' as const)
      : ('refuse' as const),
  // With --fail-if-nothing the exit code tells it.
  allowEmpty: allowEmpty ?? failIfNothing ?? false,
})
