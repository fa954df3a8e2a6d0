import { createEmulator, realClock } from '@cloudsmith-sdk/emulator'
import { createControl, serve } from '@cloudsmith-sdk/emulator/server'
import { expect, onTestFinished, test } from 'vitest'
import { emulatedTime } from './emulated-time.ts'

/** A server that answers no request, and records them. */
function nobody() {
  const asked: string[] = []
  const fetch = async (request: Request) => {
    asked.push(request.url)
    return new Response('{}', { status: 404 })
  }
  return { asked, fetch }
}

test('the time of an emulator is its own, and so is how fast it passes', async () => {
  const emulator = createEmulator({ clock: realClock({ speed: 100_000 }) })
  await emulator.clock.advance(86_400_000)
  const { url, close } = await serve(emulator)
  onTestFinished(close)

  const clock = (await emulatedTime(url)) ?? expect.fail('it is an emulator')

  const before = emulator.clock.now()
  // Half an hour of the emulator's time.
  await clock.sleep(1_800_000)
  expect(emulator.clock.now() - before).toBeGreaterThanOrEqual(1_700_000)
  expect(clock.now()).toBeGreaterThan(before)
  await expect(clock.sleep(86_400_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})

test.each(['https://api.cloudsmith.io', 'http://10.0.0.7:8787', 'https://localhost.example.com', undefined])(
  '%s is not asked what time it is',
  async (url) => {
    const { asked, fetch } = nobody()
    expect([await emulatedTime(url, fetch), asked]).toEqual([undefined, []])
  },
)

test.each(['http://127.0.0.1:8787', 'http://acme.localhost:8787', 'http://[::1]:8787'])(
  "%s may be something else, whose time is the machine's",
  async (url) => {
    const { asked, fetch } = nobody()
    expect([await emulatedTime(url, fetch), asked]).toEqual([undefined, [`${url}/_emulator/clock`]])
  },
)

test('one that does not say how fast its time passes is not believed', async () => {
  const control = createControl(createEmulator())
  const telling = (answer: unknown) => async () => Response.json(answer)
  for (const answer of [
    { now: '2026-01-01T00:00:00.000Z' },
    { now: 'soon', speed: 1 },
    { now: '2026-01-01T00:00:00.000Z', speed: 0 },
  ])
    expect(await emulatedTime('http://127.0.0.1:1', telling(answer))).toBeUndefined()
  const told = await emulatedTime('http://127.0.0.1:1', async (request) => (await control(request)) ?? Response.error())
  expect(told?.now()).toBeGreaterThanOrEqual(Date.parse('2026-01-01'))
})
