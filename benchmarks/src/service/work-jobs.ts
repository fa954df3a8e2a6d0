/** Does jobs that do nothing, `work-jobs.ts service|bare ADDRESS`, until it is ended. */
import { silentLog } from '../../../packages/service/src/core/log.ts'
import { openQueue } from '../../../packages/service/src/queue/boss.ts'
import { bareBoss, bareQueue, type Kind, perWorker } from './jobs.ts'

const [kind, url = ''] = process.argv.slice(2) as [Kind, string]
if (kind === 'service') {
  const queue = await openQueue({ url, log: silentLog, isWorker: true })
  await queue.work('look', perWorker, async () => {})
} else {
  const boss = await bareBoss(url)
  const options = { localConcurrency: perWorker, batchSize: 1, burstWhenReadyExceeds: 1 }
  await boss.work(bareQueue, options, async () => {})
}
process.stdout.write('ready\n')
