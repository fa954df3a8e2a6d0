import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import type { HttpRequest } from '@azure/functions'
import type { Context } from '@netlify/functions'
import type { ALBEvent, ALBResult, APIGatewayProxyEvent, APIGatewayProxyEventV2, APIGatewayProxyResult } from 'aws-lambda'
import type { ExecutionContext } from 'hono'
import { expectTypeOf } from 'vitest'
import { toLambdaHandler } from './adapters/lambda.ts'
import { toNodeHandler } from './adapters/node.ts'
import type { webhooks } from './generated/payloads.ts'
import {
  type AnyEvent,
  constructEvent,
  createReceiver,
  type DeliveryRequest,
  type EventName,
  type eventNames,
  type HeadersLike,
  isEvent,
  type Package,
  type PackageSecurityScannedEvent,
  type PackageTagsUpdatedEvent,
  type PingEvent,
  type Platform,
  parse,
  type StandardSchema,
  type TriggerStore,
  type UnknownEvent,
  type WebhookEvent,
} from './index.ts'

/** Compiled, never run. */
export function types(event: AnyEvent, known: WebhookEvent) {
  // The list of names and the API description have the same events.
  expectTypeOf<(typeof eventNames)[number]>().toEqualTypeOf<EventName>()
  expectTypeOf<keyof webhooks>().toEqualTypeOf<EventName>()

  if (isEvent(event, 'package.security_scanned')) {
    expectTypeOf(event).toEqualTypeOf<PackageSecurityScannedEvent>()
    expectTypeOf(event.data).toEqualTypeOf<Package>()
    expectTypeOf(event.meta.event_id).toEqualTypeOf<'package.security_scanned'>()
    expectTypeOf(event.context?.vulnerability_scan_results.num_vulnerabilities).toEqualTypeOf<number | undefined>()
  }
  if (isEvent(known, 'package.tags_updated')) expectTypeOf(known.context.new_tags).toEqualTypeOf<string[]>()
  else expectTypeOf(known).toEqualTypeOf<Exclude<WebhookEvent, PackageTagsUpdatedEvent>>()

  // @ts-expect-error there is no such event
  isEvent(event, 'package.exploded')
  // @ts-expect-error the data of a ping is not documented
  if (isEvent(event, 'ping')) event.data.slug_perm
  // @ts-expect-error the type of an event is not known before it is narrowed
  event.data.slug_perm

  expectTypeOf(constructEvent('', {}, { signatureKey: '' })).resolves.toEqualTypeOf<AnyEvent>()
  expectTypeOf(parse('', {})).resolves.toEqualTypeOf<AnyEvent[]>()
  const schema = {} as StandardSchema<{ meta: { event_id: 'package.synced' }; mine: number }>
  expectTypeOf(constructEvent('', {}, { signatureKey: '', schema }))
    .resolves.toHaveProperty('mine')
    .toEqualTypeOf<number>()

  const receiver = createReceiver({ signatureKey: process.env.KEY, store: new Set<string>() })
    .on('package.tags_updated', (event, context) => {
      expectTypeOf(event).toEqualTypeOf<PackageTagsUpdatedEvent>()
      expectTypeOf(context.headers).toEqualTypeOf<Headers>()
    })
    .on(['package.tags_updated', 'ping'], (event) => expectTypeOf(event).toEqualTypeOf<PackageTagsUpdatedEvent | PingEvent>())
    .on('unknown', (event) => expectTypeOf(event).toEqualTypeOf<UnknownEvent>())
    .on('*', (event) => expectTypeOf(event).toEqualTypeOf<AnyEvent>())
  // @ts-expect-error there is no such event
  receiver.on('package.exploded', () => {})

  expectTypeOf<IncomingHttpHeaders>().toExtend<HeadersLike>()
  expectTypeOf<Headers>().toExtend<HeadersLike>()
  expectTypeOf<Set<string>>().toExtend<TriggerStore>()
  expectTypeOf<HttpRequest>().toExtend<DeliveryRequest>()
  expectTypeOf<Context>().toExtend<Platform>()
  expectTypeOf<ExecutionContext>().toExtend<Platform>()
  expectTypeOf(toLambdaHandler(receiver)).toExtend<(event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResult>>()
  expectTypeOf(toLambdaHandler(receiver)).toExtend<(event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>>()
  expectTypeOf(toLambdaHandler(receiver)).toExtend<(event: ALBEvent) => Promise<ALBResult>>()
  expectTypeOf(toNodeHandler(receiver)).toExtend<RequestListener>()
}
