import type { Area } from '../../operation/area.ts'
import { recycleBinOperations } from './operations.ts'

/** What was deleted, for as long as it can be restored. */
export const recycleBin: Area = { operations: recycleBinOperations }
