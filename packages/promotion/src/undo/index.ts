export type { Restoration, RestoreItem, RestoreStep } from './restoration.ts'
export { type RestoreOptions, restore } from './restore.ts'
export { type Rollback, type RollbackItem, type RollbackOptions, rollback } from './rollback.ts'
export { type Snapshot, type SnapshotItem, snapshot } from './snapshot.ts'
