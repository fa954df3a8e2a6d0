import middy from '@middy/core'
import jsonBodyParser from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { describe, expect, test, vi } from 'vitest'
import type { Envelope } from '../events.ts'
import { anEvent, deferred, key } from '../fixtures.ts'
import { createReceiver, type ReceiverOptions } from '../receiver/receiver.ts'
import { signedRequest } from '../sign.ts'
import { type LambdaEvent, toLambdaHandler } from './lambda.ts'

function story(options: Partial<ReceiverOptions> = {}) {
  const errors: unknown[] = []
  const handled = vi.fn()
  const receiver = createReceiver({ signatureKey: key, onError: (error) => errors.push(error), ...options }).on('*', handled)
  return { handler: toLambdaHandler(receiver), errors, handled }
}

/** A delivery as each sender would hand it over. Only what the service sends is left out of the real events' many fields. */
async function delivery(event: Envelope = anEvent()) {
  const request = await signedRequest(event, { key })
  const headers = { host: 'hooks.example', 'x-forwarded-proto': 'https', ...Object.fromEntries(request.headers) }
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const body = await request.text()
  const base64 = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
  const text = { body, isBase64Encoded: false }
  const gateway1 = {
    resource: '/hook',
    path: '/hook',
    httpMethod: 'POST',
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
    multiValueHeaders: lists,
    queryStringParameters: null,
    requestContext: { accountId: '123456789012', stage: 'prod', httpMethod: 'POST', identity: { sourceIp: '52.208.86.0' } },
  }
  const gateway2 = {
    version: '2.0',
    routeKey: 'POST /hook',
    rawPath: '/hook',
    rawQueryString: '',
    headers,
    requestContext: { stage: '$default', http: { method: 'POST', path: '/hook', protocol: 'HTTP/1.1', sourceIp: '52.208.86.0' } },
  }
  const functionUrl = { ...gateway2, routeKey: '$default', rawPath: '/' }
  const balancer = {
    requestContext: {
      elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/hooks/0123456789abcdef' },
    },
    httpMethod: 'POST',
    path: '/hook',
    queryStringParameters: {},
  }
  return {
    'API Gateway 1.0': { ...gateway1, ...text },
    'API Gateway 1.0, base64': { ...gateway1, ...base64 },
    'API Gateway 2.0': { ...gateway2, ...text },
    'API Gateway 2.0, base64': { ...gateway2, ...base64 },
    'a function URL': { ...functionUrl, ...text },
    'a function URL, base64': { ...functionUrl, ...base64 },
    'a load balancer': { ...balancer, headers, ...text },
    'a load balancer, base64': { ...balancer, headers, ...base64 },
    'a load balancer with lists of headers': { ...balancer, multiValueHeaders: lists, ...text },
    'a parser that keeps rawBody': { ...gateway2, body: JSON.parse(body), rawBody: body, isBase64Encoded: false },
  } satisfies Record<string, LambdaEvent>
}

const senders = Object.keys(await delivery()) as (keyof Awaited<ReturnType<typeof delivery>>)[]

test.each(senders)('a delivery from %s is handled', async (sender) => {
  const { handler, handled, errors } = story()
  const event = anEvent('package.synced', { data: { summary: '📦 ü' } })
  const result = await handler((await delivery(event))[sender])
  expect(errors).toEqual([])
  expect(result).toMatchObject({ statusCode: 200, body: 'ok', isBase64Encoded: false })
  expect(handled.mock.calls).toMatchObject([[event, { keyIndex: 0 }]])
})

test.each(senders)('a changed body from %s is refused', async (sender) => {
  const { handler, handled, errors } = story()
  const event = (await delivery())[sender]
  const changed = 'rawBody' in event ? { ...event, rawBody: `${event.rawBody} ` } : { ...event, body: `A${event.body}` }
  expect((await handler(changed)).statusCode).toBe(401)
  expect(errors).toMatchObject([{ code: 'signature-mismatch' }])
  expect(handled).not.toHaveBeenCalled()
})

test('a load balancer that sends lists gets lists', async () => {
  const { handler } = story()
  const result = await handler((await delivery())['a load balancer with lists of headers'])
  expect(result.multiValueHeaders?.['content-type']).toEqual([expect.stringMatching(/^text\/plain/)])
  expect((await handler((await delivery())['API Gateway 1.0'])).multiValueHeaders).toBeUndefined()
})

test('behind a JSON parser it says what to do', async () => {
  const { handler, errors } = story()
  const { body, ...event } = (await delivery())['API Gateway 2.0']
  expect((await handler({ ...event, body: JSON.parse(body) })).statusCode).toBe(500)
  expect(errors).toMatchObject([{ code: 'body-not-raw' }])
})

const context = {} as Context

describe.each(['API Gateway 2.0', 'API Gateway 2.0, base64'] as const)('within Middy, from %s', (sender) => {
  const event = async () => (await delivery())[sender] as unknown as LambdaEvent & APIGatewayProxyEventV2

  test('a delivery is handled', async () => {
    const { handler, handled } = story()
    const wrapped = middy<LambdaEvent & APIGatewayProxyEventV2>().handler(handler)
    expect(await wrapped(await event(), context)).toMatchObject({ statusCode: 200 })
    expect(handled).toHaveBeenCalledTimes(1)
  })

  test('behind its JSON parser, which leaves nothing of the text, it says what to do', async () => {
    const { handler, errors } = story()
    const wrapped = middy<LambdaEvent & APIGatewayProxyEventV2>().use(jsonBodyParser()).handler(handler)
    expect(await wrapped(await event(), context)).toMatchObject({ statusCode: 500 })
    expect(errors).toMatchObject([{ code: 'body-not-raw' }])
  })

  test('behind a middleware that keeps the text before it is parsed, it is handled', async () => {
    const { handler, handled } = story()
    const wrapped = middy<LambdaEvent & APIGatewayProxyEventV2>()
      .before(({ event }) => {
        event.rawBody = event.body
      })
      .use(jsonBodyParser())
      .handler(handler)
    expect(await wrapped(await event(), context)).toMatchObject({ statusCode: 200 })
    expect(handled).toHaveBeenCalledTimes(1)
  })
})

test('what is no POST, or nothing at all, is answered too', async () => {
  const { handler } = story()
  expect(await handler({ httpMethod: 'GET', headers: null, body: null })).toMatchObject({
    statusCode: 405,
    headers: { allow: 'POST' },
  })
  expect((await handler({})).statusCode).toBe(405)
  expect((await handler({ httpMethod: 'POST', headers: null, body: null })).statusCode).toBe(401)
  expect((await handler({ httpMethod: 'POST', body: '%%%', isBase64Encoded: true })).statusCode).toBe(401)
})

test.each([
  ['as they end', {}, 200],
  ['with 202 where they have a limit', { timeLimit: 1 }, 202],
])('the function is not left before slow handlers have ended, and answers %s', async (_, options, status) => {
  const { handler, handled } = story({ clock: { now: () => 0, sleep: async () => {} }, ...options })
  const work = deferred<void>()
  handled.mockReturnValue(work.promise)
  let answered = false
  const result = handler((await delivery())['API Gateway 2.0']).finally(() => {
    answered = true
  })
  await vi.waitFor(() => expect(handled).toHaveBeenCalled())
  expect(answered).toBe(false)
  work.resolve()
  expect((await result).statusCode).toBe(status)
})

const broken = () => {
  throw new Error('a broken getter')
}

test('a body that throws where it is looked at is refused', async () => {
  const { handler, errors } = story()
  const event = Object.defineProperty({ httpMethod: 'POST' }, 'body', { get: broken })
  expect((await handler(event)).statusCode).toBe(400)
  expect(errors).toMatchObject([{ code: 'body-unreadable', cause: { message: 'a broken getter' } }])
})

test.each([
  ['null', null],
  ['a number', 7],
  ['a list of a number', [7]],
  ['an object', {}],
  ['a symbol', Symbol('signature')],
])('a signature header that is %s is none', async (_, value) => {
  const { handler, errors } = story()
  for (const name of ['headers', 'multiValueHeaders']) {
    const event = { httpMethod: 'POST', [name]: { 'x-cloudsmith-signature': value, 'no header': 'x', '': 'x' }, body: '{}' }
    expect((await handler(event as LambdaEvent)).statusCode).toBe(401)
  }
  expect(errors).toMatchObject([{ code: 'signature-missing' }, { code: 'signature-missing' }])
})
