import { parsePipeline } from '@cloudsmith-sdk/promotion/pipeline-file'
import { changeTicket } from './change-ticket.ts'

const file = `
owner: acme
stages:
  - repository: staging
  - repository: production
    gates:
      scanned: {}
      change-ticket: { approved: [chg-1] }
`

/** What stands in a file is checked here: a setting of another shape stops the pipeline, and not the first package. */
const numbers = (value: unknown): string[] => {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value
  throw new TypeError('approved must be a list of ticket numbers.')
}

/** The command line takes the pipeline that a file in TypeScript exports. */
export const pipeline = parsePipeline(file, {
  gates: { 'change-ticket': ({ approved }) => changeTicket({ approved: numbers(approved) }) },
})
