import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jumpingClock } from '../../test/support/clock.ts'
import { spanRecorder } from '../../test/support/spans.ts'
import { answering, json } from '../../test/support/transport.ts'
import { Cloudsmith } from '../cloudsmith.ts'
import { tracing } from '../opentelemetry.ts'

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
})
afterAll(() => context.disable())

const secret = 'k3y-that-nobody-may-read'
const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }

function traced(...answers: (Response | Error)[]) {
  const { tracerProvider, spans } = spanRecorder()
  const { fetch } = answering(...answers)
  const cloudsmith = new Cloudsmith({ apiKey: secret, fetch, clock: jumpingClock(), ...tracing({ tracerProvider }) })
  return { cloudsmith, tracerProvider, spans }
}

test('each request is a client span with the conventional attributes, below the span of the caller', async () => {
  const { cloudsmith, tracerProvider, spans } = traced(json(503, {}), json(200, { name: 'ms' }))
  const parent = tracerProvider.getTracer('test').startSpan('promote')
  await context.with(trace.setSpan(context.active(), parent), () => cloudsmith.packages.read(at).then(() => {}))

  const [first, second] = spans()
  expect(spans()).toHaveLength(2)
  expect(first).toMatchObject({ name: 'GET', kind: SpanKind.CLIENT, status: { code: SpanStatusCode.ERROR } })
  expect(first?.attributes).toEqual({
    'http.request.method': 'GET',
    'url.full': 'https://api.cloudsmith.io/packages/acme/dev/abc/',
    'server.address': 'api.cloudsmith.io',
    'server.port': 443,
    'cloudsmith.operation': 'packages.read',
    'http.response.status_code': 503,
    'error.type': '503',
  })
  expect(second?.attributes).toMatchObject({ 'http.response.status_code': 200, 'http.request.resend_count': 1 })
  expect(second?.status.code).toBe(SpanStatusCode.UNSET)
  expect(spans().map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([1, 2].map(() => parent.spanContext().spanId))
  expect(JSON.stringify(spans().map(({ attributes }) => attributes))).not.toContain(secret)
})

test('a request without an answer ends its span with what went wrong', async () => {
  const { cloudsmith, spans } = traced(new TypeError('reset'))
  await cloudsmith.packages.read(at, { retries: 0 }).catch(() => {})
  expect(spans().map(({ attributes }) => attributes['error.type'])).toEqual(['ConnectionError'])
})
