import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReceiver, eventNames } from '../src/index.ts'
import { exampleEvent, signedRequest } from '../src/testing.ts'

const key = 'a key for fuzzing'

/** The durability suite tries more. By hand: `FUZZ_RUNS=1000000 vitest run test/fuzz.test.ts`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 500)

/** Bodies as sent by the service, to be corrupted. */
const originals = await Promise.all(
  eventNames.flatMap((name) =>
    (['object', 'array', 'form'] as const).map(async (format) => {
      const request = await signedRequest(exampleEvent(name), { key, format })
      return { body: Buffer.from(await request.arrayBuffer()), headers: Object.fromEntries(request.headers) }
    }),
  ),
)

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const printable = fc.stringMatching(/^[!-~]{0,50}$/)

/** A way to corrupt the bytes. */
const spoilBody = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(([at, bit]) => (body: Buffer) => {
    const changed = Buffer.from(body)
    const index = Math.floor(at * body.length)
    changed[index] = (changed[index] ?? 0) ^ (1 << bit)
    return changed
  }),
  fc.tuple(place, fc.uint8Array({ maxLength: 8 })).map(
    ([at, more]) =>
      (body: Buffer) =>
        splice(body, at, at, more),
  ),
  fc.tuple(place, place).map(
    ([from, to]) =>
      (body: Buffer) =>
        splice(body, from, to),
  ),
  fc.tuple(place, fc.constantFrom('null', '{}', '[]', '"', '\\u0000', '%', '&payload=', '1e999', '__proto__')).map(
    ([at, text]) =>
      (body: Buffer) =>
        splice(body, at, at, Buffer.from(text)),
  ),
  fc
    .constantFrom('', '[]', 'null', '{"meta":{"event_id":""}}', '[[]]', '{"meta":{"event_id":{}}}')
    .map((text) => () => Buffer.from(text)),
)

/** A way to corrupt the headers. */
const spoilHeaders = fc.oneof(
  fc.record({ 'x-cloudsmith-signature': printable }),
  fc.record({ 'x-cloudsmith-signature': fc.stringMatching(/^(sha1=)?[0-9a-fA-F]{40}$/) }),
  fc.record({
    'content-type': fc.oneof(printable, fc.constantFrom('text/xml', 'application/json', 'application/x-www-form-urlencoded')),
  }),
  fc.record({ 'content-length': fc.constantFrom('0', '-1', 'x', '99999999', '1e3') }),
  fc.record({ 'stripe-signature': printable }),
)

function splice(body: Buffer, from: number, to: number, more: Uint8Array = new Uint8Array()): Buffer {
  const [start, end] = [from, to].map((place) => Math.floor(place * body.length)).sort((a, b) => a - b)
  return Buffer.concat([body.subarray(0, start), more, body.subarray(end)])
}

/** Node's own HMAC decides what must be accepted. */
function holds(body: Buffer, signature: string | undefined): boolean {
  const expected = createHmac('sha1', key).update(body).digest('hex')
  return signature === expected || signature === `sha1=${expected}`
}

test('whatever is made of a request, it is let in if and only if its signature holds, and nothing crashes', {
  timeout: 0,
}, async () => {
  let handled = 0
  const codes = new Set<string>()
  const statuses = new Set<number>()
  const receiver = createReceiver({
    signatureKey: key,
    maxBytes: 64_000,
    store: { has: () => false, add: () => {} },
    onError(error) {
      codes.add((error as { code: string }).code)
    },
  }).on('*', () => {
    handled += 1
  })
  const request = fc.record({
    original: fc.constantFrom(...originals),
    body: fc.array(spoilBody, { maxLength: 3 }),
    headers: fc.array(spoilHeaders, { maxLength: 2 }),
    // Signing the body after it was corrupted tests what comes after the verification.
    signedAgain: fc.boolean(),
  })

  await fc.assert(
    fc.asyncProperty(request, async ({ original, signedAgain, ...spoil }) => {
      const body = spoil.body.reduce<Buffer>((bytes, change) => change(bytes), original.body)
      const headers: Record<string, string> = Object.assign({}, original.headers, ...spoil.headers)
      if (signedAgain) headers['x-cloudsmith-signature'] = createHmac('sha1', key).update(body).digest('hex')
      const before = handled

      const { status } = await receiver.fetch(
        new Request('http://localhost/', { method: 'POST', headers, body: new Uint8Array(body) }),
      )

      statuses.add(status)
      if (status === 413) expect(headers['content-length']).toBe('99999999')
      else if (holds(body, headers['x-cloudsmith-signature'])) expect([200, 400, 415]).toContain(status)
      else expect(status).toBe(401)
      if (status === 200) expect(handled).toBeGreaterThan(before)
      else expect(handled).toBe(before)
    }),
    { numRuns },
  )
  // The fuzzer reaches everything that a stranger can.
  expect([...statuses].sort()).toEqual([200, 400, 401, 413, 415])
  expect([...codes].sort()).toEqual([
    'body-too-large',
    'malformed-body',
    'not-an-event',
    'signature-malformed',
    'signature-mismatch',
    'unsupported-content-type',
  ])
})
