/** What somebody may be here: they look; ask for promotions; agree to them; do everything. From the least on. */
export const roles = ['viewer', 'requester', 'approver', 'admin'] as const

/** What somebody is here. */
export type Role = (typeof roles)[number]
