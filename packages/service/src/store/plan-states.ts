/**
 * The states of plans. Open: `ready` to be applied, `applying`, waiting for people (`approval`) or for something else (`waiting`), after which it is
 * applied again. Ended: `done`, `failed` (needs a person), `refused`, `superseded` by a later plan for the same packages.
 */
export const planStates = ['ready', 'applying', 'approval', 'waiting', 'done', 'failed', 'refused', 'superseded'] as const

/** The state of a plan. */
export type PlanState = (typeof planStates)[number]
