/**
 * Where a plan is: `ready` to be applied, `applying`; waiting for people (`approval`) or for something else (`waiting`), and applied again then.
 * The others are its ends: `done`, `failed` (a person has to see to it), `refused` by somebody, `superseded` by a later one for the same packages.
 */
export const planStates = ['ready', 'applying', 'approval', 'waiting', 'done', 'failed', 'refused', 'superseded'] as const

/** Where a plan is. */
export type PlanState = (typeof planStates)[number]
