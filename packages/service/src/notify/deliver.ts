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

/** What telling works with. */
export interface DeliverParts {
  readonly flow: FlowParts
  readonly channels: readonly Channel[]
  /** Reads a secret, and has it hidden from then on. */
  readonly secretOf: (reference: Reference) => Promise<string>
}

/** Messages that are told at once, the seconds that nobody else takes them, and those of them that one may take. */
const batch = { most: 4, seconds: 60, patience: 45 }

/** A day: what could not be told by then is given up. */
const longest = 86_400_000

/**
 * Tells what is due; gives how much that was. Of several processes each message is told by one: one that dies over it leaves it to the next, so that
 * a message may come twice, and never is lost.
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
  // It was cut off by the end of this process: another tries at once.
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
    // Of what the settings have no more nobody has to hear.
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

/** Milliseconds between two looks for what is to be told. */
const every = 1_000

/** Tells what is due again and again, until the process is to end. */
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
