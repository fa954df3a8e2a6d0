/** Promotes what `promote-once.ts WHAT SIZE` says between repositories of so many packages, and prints what that took. */
import { Cloudsmith } from '@cloudsmith-sdk/client'
import { apply, definePipeline, type Plan, plan, type Report } from '@cloudsmith-sdk/promotion'
import { autopromote } from '@cloudsmith-sdk/promotion/automation'
import { candidates, createStandIn, type StandIn } from './stand-in.ts'
import type { Took, What } from './took.ts'

const mebibyte = 2 ** 20
const [what, size] = process.argv.slice(2)
const service = await createStandIn(Number(size))
const { clock } = service
const cloudsmith = new Cloudsmith({ apiKey: 'key', fetch: service.fetch, clock })
const pipeline = definePipeline({ owner: 'acme', stages: [{ repository: 'dev' }, { repository: 'staging' }] })

const ways: { readonly [Name in What]: () => Promise<{ report: Report; made?: Plan }> } = {
  tagged: () => planned({ tag: 'candidate' }),
  one: () => planned({ packages: [{ format: 'npm', name: 'pkg-7', version: '1.0.0' }] }),
  event: () => byEvent(service),
}

const before = process.memoryUsage.rss()
const { report, made } = await ways[what as What]()
const peakMB = (process.resourceUsage().maxRSS * 1024 - before) / mebibyte
const promoted = report.items.filter(({ outcome }) => outcome === 'promoted').length
if (promoted !== (what === 'tagged' ? candidates : 1))
  throw new Error(`${promoted} packages were promoted: ${JSON.stringify(report.items[0])}`)
const took: Took = {
  requests: service.requests.length,
  peakMB,
  foretold: made?.estimates.cost.requests ?? null,
  byKind: service.requests,
}
process.stdout.write(JSON.stringify(took))

async function planned(select: Parameters<typeof plan>[2]['select']) {
  const made = await plan(cloudsmith, pipeline, { from: 'dev', to: 'staging', select, now: new Date(clock.now()) })
  return { made, report: await apply(cloudsmith, pipeline, made) }
}

async function byEvent({ candidate }: StandIn) {
  const reports: Report[] = []
  const errors: unknown[] = []
  const onReport = (report: Report) => reports.push(report)
  const { handle, idle } = autopromote(pipeline, cloudsmith, { onReport, onError: (error) => errors.push(error) })
  const at = new Date(clock.now()).toISOString()
  const meta = { event_id: 'package.security_scanned', trigger_id: 'once', webhook_id: 1, event_at: at, attempt_at: at } as const
  await handle({ data: candidate(0), meta } as Parameters<typeof handle>[0])
  await idle()
  const [report] = reports
  if (report === undefined) throw new Error('The event promoted nothing.', { cause: errors[0] })
  return { report }
}
