import { createEmulator } from '@cloudsmith-sdk/emulator'
import { npmPackage, type PackageFixture, rawFile } from '@cloudsmith-sdk/emulator/testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Cloudsmith, ConnectionError, NotFoundError, ParseError, systemClock, WaitTimeoutError } from '../src/index.ts'
import { refOf, resync, waitForScan, waitForSync } from '../src/sync.ts'
import { jumpingClock, start } from './support/clock.ts'
import { deadAddress, sendJson, serve } from './support/server.ts'

const machineTime = () => {
  throw new Error('the time of the machine')
}

beforeEach(() => {
  vi.spyOn(systemClock, 'now').mockImplementation(machineTime)
  vi.spyOn(systemClock, 'sleep').mockImplementation(machineTime)
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A client of an emulator, which waits by the emulator's clock, and a package that it pushed. */
async function pushed({ format, filename, bytes }: PackageFixture) {
  const { fetch, clock } = createEmulator()
  const cloudsmith = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch, clock })
  const file = new File([bytes], filename)
  const pkg = await cloudsmith.push({ owner: 'acme', repo: 'dev', format: format as 'npm', file })
  return { cloudsmith, clock, ref: refOf(pkg) }
}

test('a push and what waits for it go by the clock of the client', async () => {
  const { cloudsmith, clock, ref } = await pushed(npmPackage({ name: 'lodash', version: '4.17.20' }))
  expect((await waitForSync(cloudsmith, ref)).is_sync_completed).toBe(true)
  const scan = await waitForScan(cloudsmith, ref)

  expect(scan).toMatchObject({ verdict: 'vulnerable', package: { name: 'lodash' } })
  expect(scan.completedAt?.getTime()).toBeLessThanOrEqual(clock.now())
  await resync(cloudsmith.withOptions({ retries: 0 }), ref)
})

test('a format that is not scanned ends the wait', async () => {
  const { cloudsmith, ref } = await pushed(rawFile({ filename: 'notes.txt', bytes: new TextEncoder().encode('notes') }))
  expect(await waitForScan(cloudsmith, ref)).toMatchObject({ verdict: 'unscannable', completedAt: undefined })
})

test.each([
  [null, 'npm ms 2.1.3: no scan yet'],
  ['Awaiting Security Scan', 'npm ms 2.1.3: Awaiting Security Scan'],
  ['Scan Detected No Vulnerabilities', 'Scan Detected No Vulnerabilities at 2025-12-31T00:00:00Z, too early to count'],
])('a scan that does not come, %j, ends with what was seen last', async (security_scan_status, seen) => {
  const { url } = await serve((response) =>
    sendJson(response, 200, {
      ...{ format: 'npm', name: 'ms', version: '2.1.3', security_scan_status },
      ...{ security_scan_completed_at: '2025-12-31T00:00:00Z', sync_finished_at: '2026-01-01T00:00:00Z' },
    }),
  )
  const clock = jumpingClock()
  const cloudsmith = new Cloudsmith({ baseUrl: url, apiKey: 'key', clock })
  const waiting = waitForScan(cloudsmith, { owner: 'acme', repo: 'dev', identifier: 'abc' }, { timeout: 60_000 })

  await expect(waiting).rejects.toBeInstanceOf(WaitTimeoutError)
  await expect(waiting).rejects.toThrow(`within 60000 ms (`)
  await expect(waiting).rejects.toThrow(seen)
  expect(clock.now()).toBe(start + 60_000)
})

describe('a service that does not answer', () => {
  const at = { owner: 'acme', repo: 'dev', identifier: 'abc' }
  const waiting = (baseUrl: string) =>
    waitForSync(new Cloudsmith({ baseUrl, apiKey: 'key', clock: jumpingClock() }), at, { timeout: 60_000 })

  test('is waited for as long as for the package, and told of in the end', async () => {
    const { url } = await serve((response) => sendJson(response, 500, { detail: 'Out of order.' }))
    const failure = waiting(url)
    await expect(failure).rejects.toBeInstanceOf(WaitTimeoutError)
    await expect(failure).rejects.toThrow(/within 60000 ms \(.*500 on packages\.status acme\/dev\/abc: Out of order\./)
  })

  test('is waited for where its connections break, once it has answered', async () => {
    const { url, arrivals } = await serve((response, { url }, number) => {
      if (number > 1 && number < 12) return response.destroy()
      const is_sync_completed = number > 1
      sendJson(response, 200, url.endsWith('/status/') ? { is_sync_completed, stage_str: 'Uploading' } : { name: 'ms' })
    })
    expect(await waiting(url)).toEqual({ name: 'ms' })
    expect(arrivals.length).toBe(13)
  })

  test('is told at once where nothing listens there, or it is another', async () => {
    await expect(waiting(await deadAddress())).rejects.toBeInstanceOf(ConnectionError)
    const { url } = await serve((response) => response.end('<html>'))
    await expect(waiting(url)).rejects.toBeInstanceOf(ParseError)
  })

  test('and what it refuses ends the wait', async () => {
    const { url } = await serve((response) => sendJson(response, 404, { detail: 'Not found.' }))
    await expect(waiting(url)).rejects.toBeInstanceOf(NotFoundError)
  })
})
