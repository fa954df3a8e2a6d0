export { clearDuplicates } from '../apply/clear-duplicates.ts'
export type { EdgeName } from '../hold/hold-store.ts'
export {
  type AutomatedEdge,
  type Automation,
  type AutopromotedEvent,
  type AutopromoteOptions,
  autopromote,
} from './autopromote.ts'
export { type PlanEdgeOptions, planEdge } from './plan-edge.ts'
