import { setTimeout as pause } from 'node:timers/promises'
import { describeError } from '../core/errors.ts'
import { delayAfter } from '../flow/backoff.ts'
import { askPeople, isWell } from '../flow/open-task.ts'
import { type FlowParts, nowOf } from '../flow/parts.ts'
import type { Channel } from '../settings/channels.ts'
import type { Reference } from '../settings/reference.ts'
import { type NotificationRow, settleNotification, takeNotifications } from '../store/notifications.ts'
import { findPlan } from '../store/plans.ts'
import { findRun } from '../store/runs.ts'
import { maySendTo } from './addresses.ts'
import { sendToGitHub } from './github.ts'
import type { Message } from './message.ts'
import { metadataOf } from './metadata.ts'
import { SendError } from './send-error.ts'
import type { Sending } from './sending.ts'
import { sendToSlack } from './slack.ts'
import { sendToTeams } from './teams.ts'
import { sendToWebhook } from './webhook.ts'
import { untold } from './words.ts'

/** What delivery works with. */
export interface DeliverParts {
  readonly flow: FlowParts
  readonly channels: readonly Channel[]
  /** Reads a secret, which is hidden in logs from then on. */
  readonly secretOf: (reference: Reference) => Promise<string>
}

/** Number of messages that are sent at the same time, seconds for which they are reserved, and timeout for sending one of them. */
const batch = { most: 4, seconds: 60, patience: 45 }

/** One day, after which delivery is given up. */
const longest = 86_400_000

/**
 * Sends messages that are due, and returns their number. Each message is sent by one process. If that process dies, another one sends it again, so a
 * message may arrive twice but is never lost.
 */
export async function deliverDue(parts: DeliverParts): Promise<number> {
  const { flow } = parts
  const taken = await takeNotifications(flow.database, nowOf(flow), batch)
  await Promise.all(taken.map((row) => deliver(parts, row)))
  return taken.length
}

async function deliver(parts: DeliverParts, row: NotificationRow): Promise<void> {
  const { flow, channels } = parts
  const message = JSON.parse(row.payload) as Message
  const channel = channels.find(({ name }) => name === row.channel)
  try {
    if (channel === undefined) throw new SendError(`Channel ${row.channel} is no longer in the settings.`, { isFinal: true })
    const remote = await send(channel, message, sendingOf(parts, channel, row))
    await flow.database.transaction(async (transaction) => {
      await settleNotification(transaction, row.id, { sentAt: nowOf(flow), remote })
      await isWell(flow, transaction, taskOf(channel.name))
    })
  } catch (error) {
    await settleFailure(parts, row, message, error)
  }
}

function sendingOf({ flow, secretOf }: DeliverParts, channel: Channel, row: NotificationRow): Sending {
  return {
    ...{ id: `msg_${row.id}`, maySend: maySendTo(channel.allowNetworks), secretOf, now: () => flow.clock.now() },
    signal: AbortSignal.any([flow.ending, AbortSignal.timeout(batch.patience * 1_000)]),
    metadataOf: (message, about) => metadataOf(flow, message, about, flow.ending),
    isOver: async ({ event, run, plan }) => {
      if (event === 'run began' && run !== null) return (await findRun(flow.database, run))?.finishedAt != null
      if (event === 'plan kept' && plan !== null) return ((await findPlan(flow.database, plan))?.fence ?? 0) > 0
      return false
    },
  }
}

function send(channel: Channel, message: Message, sending: Sending): Promise<string | undefined> {
  switch (channel.kind) {
    case 'slack':
      return sendToSlack(channel, message, sending)
    case 'teams':
      return sendToTeams(channel, message, sending)
    case 'webhook':
      return sendToWebhook(channel, message, sending)
    default:
      return sendToGitHub(channel, message, sending)
  }
}

const taskOf = (channel: string): string => `tell ${channel}`

async function settleFailure(
  { flow, channels }: DeliverParts,
  row: NotificationRow,
  message: Message,
  error: unknown,
): Promise<void> {
  const now = nowOf(flow)
  const why = describeError(error)
  // The shutdown of this process interrupted it: another process tries at once.
  if (flow.ending.aborted) return void (await settleNotification(flow.database, row.id, { error: why, nextAt: now }))
  const { isFinal = false, wait } = error instanceof SendError ? error : {}
  const isGivenUp = isFinal || now.getTime() - row.createdAt.getTime() > longest
  const nextAt = isGivenUp ? null : new Date(now.getTime() + Math.max(wait ?? 0, delayAfter(row.attempts)))
  flow.log.warn('a message could not be delivered', {
    channel: row.channel,
    event: row.event,
    attempts: row.attempts,
    again: nextAt,
    error: why,
  })
  const isKnown = channels.some(({ name }) => name === row.channel)
  await flow.database.transaction(async (transaction) => {
    await settleNotification(transaction, row.id, { error: why, nextAt })
    // Failures of a channel that is no longer in the settings concern nobody.
    if (!isGivenUp || !isKnown) return
    const task = {
      key: taskOf(row.channel),
      kind: 'notification failed',
      title: untold(row.channel),
      detail: `${message.title}\n${why}`,
    } as const
    await askPeople(flow, transaction, { ...task, pipeline: message.pipeline, edge: message.edge })
  })
}

/** Milliseconds between two searches for due messages. */
const every = 1_000

/** Sends due messages repeatedly until the process shuts down. */
export async function keepDelivering(parts: DeliverParts): Promise<void> {
  const { ending, log } = parts.flow
  while (!ending.aborted) {
    const told = await deliverDue(parts).catch((error: unknown) => {
      log.warn('messages that are due could not be looked up', { error })
      return 0
    })
    if (told < batch.most) await pause(every * (0.75 + Math.random() / 2), undefined, { signal: ending }).catch(() => {})
  }
}
