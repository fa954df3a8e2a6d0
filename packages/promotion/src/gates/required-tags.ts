import { defineGate } from './gate.ts'
import { block, pass } from './outcome.ts'

/** Settings of {@link requiredTags}. */
export interface TagSettings {
  /** Tags that a package must have, every one of them. Default: none. */
  all?: readonly string[] | undefined
  /** Tags that a package must not have. Default: none. */
  none?: readonly string[] | undefined
  /** Who may waive the gate. Default: nobody. */
  mayWaive?: readonly string[] | undefined
}

/** Allows only packages with the required tags, whatever their type, and without the unwanted ones. */
export const requiredTags = defineGate(
  'required-tags',
  ({ all = [], none = [], mayWaive }: TagSettings) =>
    ({ package: pkg }) => {
      const seen = Object.values(pkg.tags).flat()
      const missing = all.filter((tag) => !seen.includes(tag))
      const unwanted = none.filter((tag) => seen.includes(tag))
      if (missing.length + unwanted.length === 0) return pass()
      const complaints = [
        missing.length > 0 ? `lacks the tag ${missing.join(', ')}` : '',
        unwanted.length > 0 ? `has the tag ${unwanted.join(', ')}` : '',
      ]
      return block({
        why: `it ${complaints.filter(Boolean).join(' and ')}`,
        seen,
        needed: { all, none },
        remedy: 'anybody with write access can change its tags',
        mayWaive,
      })
    },
)
