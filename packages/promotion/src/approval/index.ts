export type { Approval } from './approval.ts'
