import { createEmulator, type EmulatorOptions } from '@cloudsmith-sdk/emulator'
import { cloudsmithHandler } from '@cloudsmith-sdk/emulator/msw'
import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { createConformance } from '@cloudsmith-sdk/openapi/conformance'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnyEvent, createReceiver, scanResults } from '../src/index.ts'

const conformance = await createConformance()
const target = 'https://receiver.example/cloudsmith'
const server = setupServer()

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

/** A repository whose webhook is delivered, through msw, to a receiver. */
async function subscribe(webhook: Record<string, unknown>, signatureKey: string, options: EmulatorOptions = {}) {
  const emulator = createEmulator({
    ...options,
    observe: ({ operation, status, body }) => expect(conformance({ operation, status, body })).toEqual([]),
  })
  const events: AnyEvent[] = []
  const errors: unknown[] = []
  const statuses: number[] = []
  const receiver = createReceiver({ signatureKey, clock: emulator.clock, onError: (error) => errors.push(error) }).on(
    '*',
    (event) => {
      events.push(event)
    },
  )
  server.resetHandlers(
    cloudsmithHandler(emulator),
    http.post(target, async ({ request }) => {
      const answer = await receiver.fetch(request)
      statuses.push(answer.status)
      return new HttpResponse(null, { status: answer.status })
    }),
  )
  const call = async (method: string, path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': 'emulator-admin-key' }
    const response = await fetch(`https://api.cloudsmith.io${path}`, { method, headers, body: JSON.stringify(body) })
    expect(response.ok, `${method} ${path} ${response.status}`).toBe(true)
    return (await response.json()) as Record<string, string>
  }
  await call('POST', '/repos/acme/', { name: 'development', repository_type_str: 'Private', use_vulnerability_scanning: true })
  await call('POST', '/webhooks/acme/development/', { target_url: target, events: ['*'], templates: [], ...webhook })
  return { emulator, events, errors, statuses, call }
}

async function push({ call }: Awaited<ReturnType<typeof subscribe>>) {
  const { filename, bytes } = npmPackage({ name: 'lodash', version: '4.17.20', license: 'MIT' })
  const headers = { 'x-api-key': 'emulator-admin-key' }
  const sent = await fetch(`https://upload.cloudsmith.io/acme/development/${filename}`, { method: 'PUT', headers, body: bytes })
  const { identifier } = (await sent.json()) as { identifier: string }
  await call('POST', '/packages/acme/development/upload/npm/', { package_file: identifier })
}

test.each([
  ['a JSON object', 0],
  ['a JSON array', 1],
  ['a form', 2],
])('what the emulator signs and sends as %s is verified, read and handled', async (_, request_body_format) => {
  const story = await subscribe({ signature_key: 'key', request_body_format }, 'key')
  await push(story)
  await story.emulator.settle()

  expect(story.errors).toEqual([])
  const names = story.events.map(({ meta }) => meta.event_id)
  expect(names).toEqual(['ping', 'package.created', 'package.syncing', 'package.synced', 'package.security_scanned'])
  const scanned = story.events.at(-1)
  expect(scanned && scanResults(scanned)).toMatchObject({ has_vulnerabilities: true, max_severity: 'High' })
})

test.each(['', 'sha1='] as const)('a signature that begins with %j is verified', async (signaturePrefix) => {
  const { emulator, events, errors } = await subscribe({ signature_key: 'key' }, 'key', { switches: { signaturePrefix } })
  await emulator.settle()
  expect(errors).toEqual([])
  expect(events.map(({ meta }) => meta.event_id)).toEqual(['ping'])
})

test('F21 what is signed with another key is refused, and no handler hears of it', async () => {
  const { emulator, events, errors, statuses } = await subscribe({ signature_key: 'another' }, 'key')
  await emulator.settle()
  expect(events).toEqual([])
  expect(new Set(statuses)).toEqual(new Set([401]))
  expect(errors[0]).toMatchObject({ name: 'WebhookVerificationError' })
})
