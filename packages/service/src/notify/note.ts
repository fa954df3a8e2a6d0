import type { Queryable } from '../database/database.ts'
import type { Happening, Listener } from '../flow/happening.ts'
import { edgeIn, type FlowParts } from '../flow/parts.ts'
import { type Channel, severities } from '../settings/channels.ts'
import { noteNotification } from '../store/notifications.ts'
import { findPlan } from '../store/plans.ts'
import { runReport } from '../store/runs.ts'
import { packagesToTell } from '../store/to-tell.ts'
import { type Message, type MessagePackage, mostShown } from './message.ts'
import { severityOf, titleOf, untold } from './words.ts'

/** Maximum number of packages of a plan with a message each, because rate limits of other services are scarce too. */
const mostSingle = 100

/** What is needed to create messages. */
export interface NoteParts extends Pick<FlowParts, 'pipelines'> {
  readonly channels: readonly Channel[]
  /** Address at which people reach the service. */
  readonly url: string | undefined
}

type Rule = NonNullable<Channel['when']>[number]

/** The rules of channels without `when`. */
const usual: Readonly<Record<Channel['kind'], readonly Rule[]>> = {
  slack: [{ severity: 'attention' }],
  teams: [{ severity: 'attention' }],
  webhook: [{}],
  'github-deployment': [{ events: ['run began', 'run ended'] }],
  'github-status': [{ events: ['run began', 'run ended'] }],
}

/** Events that deployments and statuses can represent. */
const ofPackages: ReadonlySet<Happening['type']> = new Set(['plan kept', 'run began', 'run ended'])

const isSingle = ({ kind }: Channel): boolean => kind === 'github-deployment' || kind === 'github-status'

/** Stores a message for each channel, in the transaction of the event. It is delivered later. */
export const noteMessages =
  (parts: NoteParts): Listener =>
  async (transaction, happening) => {
    const channels = parts.channels.filter((channel) => isMeant(parts, channel, happening))
    if (channels.length === 0) return
    const message = await messageOf(parts, transaction, happening)
    const about = { event: happening.type, at: happening.at }
    for (const channel of channels) {
      const key = `${channel.name}: ${keyOf(happening)}`
      if (!isSingle(channel)) {
        const payload = { ...message, packages: message.packages.slice(0, mostShown) }
        await noteNotification(transaction, { ...about, key, channel: channel.name, payload })
        continue
      }
      for (const each of message.packages) {
        const payload = { ...message, packages: [each], count: 1 }
        await noteNotification(transaction, { ...about, key: `${key} ${each.slugPerm}`, channel: channel.name, payload })
      }
    }
  }

function isMeant(parts: NoteParts, channel: Channel, happening: Happening): boolean {
  if (isSingle(channel) && !ofPackages.has(happening.type)) return false
  // A channel that cannot be reached cannot receive that news either.
  if (happening.type === 'task opened' && happening.title === untold(channel.name)) return false
  const found = edgeIn(parts, happening.edge)?.edge
  const stages = found && `${found.from}/${found.to}`
  return (channel.when ?? usual[channel.kind]).some(
    ({ events, pipelines, edges, severity = 'info' }) =>
      events?.includes(happening.type) !== false &&
      pipelines?.includes(happening.pipeline) !== false &&
      (edges === undefined || (stages !== undefined && edges.includes(stages))) &&
      severities.indexOf(severityOf(happening)) >= severities.indexOf(severity),
  )
}

/** Identifies an event, however often it is reported. */
function keyOf(happening: Happening): string {
  const { type, pipeline, edge, at } = happening
  if ('run' in happening) return `${type} ${happening.run}`
  if ('plan' in happening) return `${type} ${happening.plan}${'by' in happening ? ` by ${happening.by}` : ''}`
  if ('task' in happening) return `${type} ${happening.task}`
  return `${type} ${pipeline} ${edge} ${at.toISOString()}`
}

async function messageOf(parts: NoteParts, transaction: Queryable, happening: Happening): Promise<Message> {
  const { pipeline, edge: id, at, type: event } = happening
  const edge = edgeIn(parts, id)?.edge
  const plan = 'plan' in happening ? happening.plan : null
  const run = 'run' in happening ? happening.run : null
  const task = 'task' in happening ? happening.task : null
  const packages = plan === null ? [] : await packagesOf(transaction, plan, event === 'run ended' ? run : null)
  const count = plan === null ? 0 : ((await findPlan(transaction, plan))?.going ?? packages.length)
  const where = edge === undefined ? `all of ${pipeline}` : `${edge.from} → ${edge.to} of ${pipeline}`
  const path = run !== null ? `runs/${run}` : plan !== null ? `plans/${plan}` : ''
  return {
    ...{ event, severity: severityOf(happening), title: titleOf(happening, where, count), pipeline, edge: id },
    ...{ from: edge?.from ?? '', to: edge?.to ?? '', at: at.toISOString(), plan, run, task, count, packages },
    url: parts.url === undefined ? null : new URL(path, parts.url.endsWith('/') ? parts.url : `${parts.url}/`).href,
    outcome: 'outcome' in happening ? happening.outcome : null,
    by: 'by' in happening ? happening.by : null,
    why: 'why' in happening ? happening.why : null,
    until: 'until' in happening ? (happening.until?.toISOString() ?? null) : null,
  }
}

async function packagesOf(transaction: Queryable, plan: number, run: number | null): Promise<readonly MessagePackage[]> {
  const rows = await packagesToTell(transaction, plan, mostSingle)
  const report = run === null ? undefined : await runReport(transaction, run)
  const outcomes = new Map(report?.items.map(({ source, outcome }) => [source, outcome]))
  return rows.map(({ slugPerm, format, name, version, identity, outcome, tags }) => ({
    ...{ slugPerm, format, name, version, tags, filename: filenameIn(identity), outcome: outcomes.get(slugPerm) ?? outcome },
  }))
}

function filenameIn(identity: string): string {
  try {
    return String((JSON.parse(identity) as { filename?: unknown }).filename ?? '')
  } catch {
    // An identity that was too long was stored truncated.
    return ''
  }
}
