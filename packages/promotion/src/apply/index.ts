export { type Application, type ApplyOptions, apply } from './apply.ts'
export type { ApplyEvent, Progress } from './events.ts'
export type { Deed, ItemOutcome, Report, ReportItem, ReportOutcome } from './report.ts'
export { reportMarkdown, reportText } from './report-text.ts'
