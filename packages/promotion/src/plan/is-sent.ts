import type { PlanItem } from './plan.ts'

/** Whether a package goes: now, or when somebody agrees. */
export const goes = ({ outcome }: Pick<PlanItem, 'outcome'>): boolean => outcome === 'promote' || outcome === 'needs approval'

/**
 * Whether a package has to be sent, if it goes. One whose bytes are in the repository before, though not in the stage, which its tag would tell, is
 * only verified and tagged.
 */
export const isSent = ({ outcome, standing }: Pick<PlanItem, 'outcome' | 'standing'>): boolean =>
  outcome !== 'already there' && standing !== 'same'
