/** The roles of people in ascending order: they can view everything, request promotions, approve them, do everything. */
export const roles = ['viewer', 'requester', 'approver', 'admin'] as const

/** The role of a person. */
export type Role = (typeof roles)[number]
