import { Cloudsmith } from '@cloudsmith-sdk/client'
import { definePipeline, plan, planText } from '@cloudsmith-sdk/promotion'
import { changeTicket } from './change-ticket.ts'

const cloudsmith = new Cloudsmith()
const pipeline = definePipeline({
  owner: 'acme',
  stages: [{ repository: 'staging' }, { repository: 'production', gates: [changeTicket({ approved: ['chg-1'] })] }],
})

console.log(planText(await plan(cloudsmith, pipeline, { from: 'staging', to: 'production', select: 'everything' })))
