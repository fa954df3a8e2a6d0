export { type MarkdownOptions, markdownLimits } from './limits.ts'
