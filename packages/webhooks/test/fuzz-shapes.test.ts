import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toAzureHandler } from '../src/adapters/azure.ts'
import { type LambdaEvent, toLambdaHandler } from '../src/adapters/lambda.ts'
import { requestOfNode } from '../src/adapters/node-request.ts'
import { createReceiver, verify, WebhookVerificationError } from '../src/index.ts'

/** The durability suite tries more. By hand: `FUZZ_RUNS=1000000 vitest run test/fuzz-shapes.test.ts`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 500)

const throws = () => {
  throw new Error('a broken getter')
}

/** Values that only look harmless. They are created where they are used, so that the report of a failure can read its input. */
const traps = {
  'a symbol': () => Symbol('text'),
  'a function that throws': () => throws,
  'text that throws': () => ({ toString: throws }),
  'a proxy that throws': () => new Proxy({}, { get: throws, ownKeys: throws }),
}

/** What ought to be text or bytes, as a recipe for creating it. */
type Recipe =
  | { plain: unknown }
  | { trap: keyof typeof traps }
  | { chunks: unknown[] }
  | { fields: Record<string, Recipe>; getters: boolean }

const any = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
})
const text = fc.oneof(fc.string(), fc.constantFrom('0'.repeat(40), 'application/json', '99999999'))
const anything: fc.Arbitrary<Recipe> = fc.oneof(
  fc.record({ plain: fc.oneof(any, text, fc.array(text)) }),
  fc.record({ trap: fc.constantFrom(...(Object.keys(traps) as (keyof typeof traps)[])) }),
)
const name = fc.constantFrom(
  'x-cloudsmith-signature',
  'X-Cloudsmith-Signature',
  'content-type',
  'content-length',
  'get',
  'two words',
  '',
)
const headers: fc.Arbitrary<Recipe> = fc.oneof(
  anything,
  fc.record({ fields: fc.dictionary(name, anything), getters: fc.boolean() }),
)
const body: fc.Arbitrary<Recipe> = fc.oneof(
  anything,
  fc.record({ chunks: fc.array(fc.oneof(any, text, fc.uint8Array()), { maxLength: 4 }) }),
)
const method: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ plain: 'POST' }) },
  { weight: 1, arbitrary: anything },
)

function make(recipe: Recipe): unknown {
  if ('plain' in recipe) return recipe.plain
  if ('trap' in recipe) return traps[recipe.trap]()
  if ('chunks' in recipe) return ReadableStream.from(recipe.chunks)
  const get = (value: Recipe) => (recipe.getters ? { enumerable: true, get: throws } : { enumerable: true, value: make(value) })
  return Object.defineProperties({}, Object.fromEntries(Object.entries(recipe.fields).map(([key, value]) => [key, get(value)])))
}

/** An endpoint that accepts nothing, because nobody here has the key. */
const receiver = createReceiver({ signatureKey: 'nobody has it', onError: () => {} }).on('*', () => {
  throw new Error('somebody got in')
})
const statuses = [400, 401, 405, 413, 415, 500]

test('whatever stands where headers and a body should, it is refused with a typed error', async () => {
  await fc.assert(
    fc.asyncProperty(body, headers, async (body, headers) => {
      const outcome = await verify(make(body) as never, make(headers) as never, { signatureKey: 'nobody has it' }).catch(
        (error: unknown) => error,
      )
      expect(outcome).toBeInstanceOf(WebhookVerificationError)
    }),
    { numRuns },
  )
})

test('whatever stands where a request should, it is answered', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(method, headers, body, anything, anything, async (method, headers, body, bodyUsed, platform) => {
      const request = () =>
        ({ method: make(method), headers: make(headers), body: make(body), bodyUsed: make(bodyUsed) === true }) as never
      seen.add((await receiver.fetch(request(), make(platform) as never)).status)
      seen.add((await toAzureHandler(receiver)(request())).status)
    }),
    { numRuns },
  )
  expect(statuses).toEqual(expect.arrayContaining([...seen]))
  expect(seen.size).toBeGreaterThan(3)
})

test('whatever a framework hands over, it is answered', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(method, headers, body, anything, fc.boolean(), async (method, headers, body, rawBody, isBase64Encoded) => {
      const incoming = { method: make(method), headers: make(headers), readableDidRead: true } as unknown as IncomingMessage
      seen.add((await receiver.fetch(requestOfNode(incoming, () => [make(rawBody), make(body)]))).status)
      const event = { httpMethod: make(method), body: make(body), rawBody: make(rawBody), isBase64Encoded }
      for (const kind of ['headers', 'multiValueHeaders']) {
        seen.add((await toLambdaHandler(receiver)({ ...event, [kind]: make(headers) } as LambdaEvent)).statusCode)
      }
    }),
    { numRuns },
  )
  expect(statuses).toEqual(expect.arrayContaining([...seen]))
  expect(seen.size).toBeGreaterThan(2)
})
