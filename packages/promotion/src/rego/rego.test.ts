import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { known } from '../../test/knowledge.ts'
import { type OpaServerOptions, opaServer, type RegoPolicy, rego, wasmPolicy } from './index.ts'

const answering = (document: unknown): RegoPolicy => ({ identity: 'test', evaluate: async () => document })
const ask = (policy: RegoPolicy, mayWaive?: string[]) => rego(policy, { name: 'house', mayWaive }).check(known())

test.each<[string, unknown, object]>([
  ['nothing denied passes', { deny: [] }, { result: 'pass' }],
  [
    'what is denied is told, in an order that does not change',
    { deny: [{ msg: 'b.', seen: 1 }, 'a'], wait: ['c'] },
    { result: 'block', cause: 'deny', why: 'a; b', seen: ['a', { msg: 'b.', seen: 1 }], mayWaive: ['carol'] },
  ],
  ['what waits, waits', { deny: [], wait: ['night'] }, { result: 'wait', for: 'night', until: undefined }],
  [
    'until the last of what it waits for',
    {
      deny: [],
      wait: [
        { msg: 'a', until: '2026-01-11T00:00:00+01:00' },
        { msg: 'b', until: '2026-01-10T00:00:00Z' },
      ],
    },
    { result: 'wait', for: 'a; b', until: '2026-01-10T23:00:00.000Z' },
  ],
  [
    'one that has no end makes the whole endless',
    { deny: [], wait: [{ msg: 'a', until: '2026-01-11' }, 'b'] },
    { until: undefined },
  ],
  ...[undefined, null, {}, [], true, { allow: true }, Object.create({ deny: [] })].map((document): [string, unknown, object] => [
    `the answer ${JSON.stringify(document)} lets nothing through`,
    document,
    { result: 'block', cause: 'evidence', seen: expect.stringContaining('answer has no deny') },
  ]),
  ...[
    { deny: true },
    { deny: {} },
    { deny: [5] },
    { deny: [{ why: 'x' }] },
    { deny: [], wait: 'x' },
    { deny: [], wait: [{ msg: 'a', until: 'x' }] },
  ].map((document): [string, unknown, object] => [
    `nor does ${JSON.stringify(document)}`,
    document,
    { result: 'block', cause: 'evidence' },
  ]),
])('%s', async (_, document, expected) => {
  expect(await ask(answering(document), ['carol'])).toMatchObject(expected)
})

test('the policy sees what is known, and the settings are part of what is approved', async () => {
  const seen: unknown[] = []
  const policy: RegoPolicy = { identity: { wasm: 'ab' }, evaluate: async (input) => seen.push(input) && { deny: [] } }
  const gate = rego(policy, { name: 'house', settings: { max: 1 }, needsMetadata: true })
  await gate.check(known({}, { step: { from: 'dev', to: 'staging' }, subject: 'this', requestedBy: 'bob' }))
  expect(seen).toMatchObject([
    {
      package: { name: 'ms' },
      findings: null,
      metadata: null,
      from: 'dev',
      stage: 'staging',
      now: '2026-01-10T12:00:00.000Z',
      settings: { max: 1 },
      approvals: [],
      waivers: [],
      subject: 'this',
      requestedBy: 'bob',
    },
  ])
  expect(gate).toMatchObject({
    name: 'house',
    needsFindings: true,
    needsMetadata: true,
    settings: { policy: { wasm: 'ab' }, settings: { max: 1 }, mayWaive: [] },
  })
})

describe('a compiled policy', () => {
  test('of bytes that are none is refused', async () => {
    await expect(wasmPolicy(new Uint8Array([1, 2, 3]))).rejects.toThrow('The policy cannot be loaded')
  })

  test('needs its runtime, and says so', async () => {
    vi.doMock('@open-policy-agent/opa-wasm', () => {
      throw new Error('Cannot find package')
    })
    onTestFinished(() => vi.doUnmock('@open-policy-agent/opa-wasm'))
    await expect(wasmPolicy(new Uint8Array())).rejects.toThrow('need the package @open-policy-agent/opa-wasm. Install it')
  })
})

describe('a server', () => {
  const token = 's3cret-token'

  /** A server with OPA's data API that gives a fixed response. */
  async function serving(status: number, body: string, headers: Record<string, string> = {}) {
    const requests: { method: string | undefined; url: string | undefined; authorization: string | undefined; body: string }[] =
      []
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { method, url, headers: given } = request
      requests.push({ method, url, authorization: given.authorization, body: Buffer.concat(chunks).toString() })
      response.writeHead(status, headers).end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/opa/`
    const asked = (more: Partial<OpaServerOptions> = {}) => ask(opaServer({ url, path: 'cloudsmith.promotion', token, ...more }))
    return { requests, asked }
  }

  test('is asked for the document, with the input and the token', async () => {
    const { asked, requests } = await serving(200, '{"result":{"deny":["no"]}}')
    expect(await asked()).toMatchObject({ result: 'block', cause: 'deny', why: 'no' })
    expect(requests).toMatchObject([
      { method: 'POST', url: '/opa/v1/data/cloudsmith/promotion', authorization: `Bearer ${token}` },
    ])
    expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({ input: { package: { name: 'ms' }, settings: {} } })
  })

  test.each([
    ['has no such document', 200, '{}', {}, 'answer has no deny'],
    ['refuses', 401, `{"code":"unauthorized","message":"Bearer ${token}"}`, {}, 'refuses the request (401)'],
    ['is broken', 500, 'oops', {}, 'refuses the request (500)'],
    ['sends elsewhere', 307, '', { location: 'http://127.0.0.1:1/' }, 'does not answer'],
    ['talks of something else', 200, '<html>', {}, 'other than a JSON object'],
  ])('that %s lets nothing through, and the token stays secret', async (_, status, body, headers, words) => {
    const { asked } = await serving(status, body, headers)
    const answer = await asked()
    expect(answer).toMatchObject({ result: 'block', cause: 'evidence', seen: expect.stringContaining(words) })
    expect(JSON.stringify(answer)).not.toContain(token)
  })

  test('that is not there, or never answers, lets nothing through', async () => {
    const gone = opaServer({ url: 'http://127.0.0.1:1', path: 'p', token })
    expect(await ask(gone)).toMatchObject({ seen: expect.stringContaining('does not answer') })
    const hanging: OpaServerOptions['fetch'] = (_, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const slow = opaServer({ url: 'http://127.0.0.1:1', path: 'p', token, timeout: 1, fetch: hanging })
    expect(await ask(slow)).toMatchObject({ seen: expect.stringContaining('no response within 1 ms') })
  })

  test.each([
    [{ url: 'nowhere' }, 'The url'],
    [{ url: 'http://opa.internal:8181', token }, 'would be sent in clear'],
    [{ url: `http://user:${token}@127.0.0.1` }, 'must not contain a password'],
    [{ path: '../v1/policies' }, 'not the path of a policy'],
    [{ path: '' }, 'not the path of a policy'],
    [{ token: `${token}\n` }, 'characters that a header cannot have'],
  ])('is not made of %j', (change, words) => {
    const make = () => opaServer({ url: 'http://127.0.0.1:8181', path: 'p', ...change })
    expect(make).toThrow(words)
    expect(make).not.toThrow(token)
  })

  test('is known to a plan by its address alone', () => {
    const policy = opaServer({ url: 'http://127.0.0.1:8181/', path: 'a/b', token })
    expect(policy.identity).toEqual({ url: 'http://127.0.0.1:8181/v1/data/a/b' })
  })
})
