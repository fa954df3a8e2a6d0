export {
  type Restoration,
  type RestoreItem,
  type RestoreOptions,
  type RestoreStep,
  restore,
} from './restore.ts'
export { type Rollback, type RollbackItem, type RollbackOptions, rollback } from './rollback.ts'
export { type Snapshot, type SnapshotItem, snapshot } from './snapshot.ts'
