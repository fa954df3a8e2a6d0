export {
  type AutomatedEdge,
  type Automation,
  type AutopromotedEvent,
  type AutopromoteOptions,
  autopromote,
} from './autopromote.ts'
