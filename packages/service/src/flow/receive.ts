import { createReceiver, type Receiver } from '@cloudsmith-sdk/webhooks'
import { Hono } from 'hono'
import { gathering } from '../core/gathering.ts'
import type { ServedPipeline } from '../settings/pipelines.ts'
import type { FlowParts } from './parts.ts'
import { type Taken, takeIn } from './take-in.ts'
import { toldBy } from './told.ts'

/** Maximum size of a webhook in bytes. */
const largest = 2 ** 20

/**
 * Makes the receiver of webhooks: `POST /NAME` for each pipeline that has keys. A webhook is verified, recorded and scheduled in one transaction
 * before the response, so that an acknowledged webhook is not lost and a repeated one is processed once.
 */
export function webhookApp(parts: FlowParts, keysOf: (served: ServedPipeline) => readonly string[]): Hono {
  const app = new Hono()
  const receivers = new Map<string, Receiver>()
  // Simultaneous webhooks share one connection and few transactions.
  const take = gathering<Taken>((taken) => takeIn(parts, taken))
  for (const served of parts.pipelines) {
    const signatureKey = keysOf(served)
    if (signatureKey.length === 0) continue
    const log = parts.log.with({ pipeline: served.name })
    const receiver = createReceiver({
      signatureKey,
      maxBytes: largest,
      clock: parts.clock,
      onError: (error, { event }) => log.warn('a webhook was refused', { error, event: event?.meta.event_id }),
    })
    receiver.on('*', async (event) => {
      const told = toldBy(event)
      if (told?.row.namespace === served.pipeline.owner) await take({ served, told })
    })
    receivers.set(served.name, receiver)
  }
  app.all('/:pipeline', async (context) => {
    const receiver = receivers.get(context.req.param('pipeline'))
    return receiver === undefined ? context.notFound() : await receiver.fetch(context.req.raw)
  })
  return app
}
