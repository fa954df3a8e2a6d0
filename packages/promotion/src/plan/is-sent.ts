import type { PlanItem } from './plan.ts'

/**
 * Whether a package has to be sent to where it is promoted to. One whose bytes are in the repository before, though not in the stage, which its
 * tag would tell, is only verified and tagged.
 */
export const isSent = ({ outcome, standing }: Pick<PlanItem, 'outcome' | 'standing'>): boolean =>
  outcome === 'promote' && standing !== 'same'
