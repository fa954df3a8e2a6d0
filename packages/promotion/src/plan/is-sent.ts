import type { PlanItem } from './plan.ts'

/** Whether a package will be promoted: now, or once it is approved. */
export const goes = ({ outcome }: Pick<PlanItem, 'outcome'>): boolean => outcome === 'promote' || outcome === 'needs approval'

/**
 * Whether a package has to be sent if it is promoted. If its bytes are already in the repository, though not in the stage, it is only
 * verified and tagged.
 */
export const isSent = ({ outcome, standing }: Pick<PlanItem, 'outcome' | 'standing'>): boolean =>
  outcome !== 'already there' && standing !== 'same'
