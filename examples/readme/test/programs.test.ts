import type { AddressInfo } from 'node:net'
import { cloudsmith, emulator, printed, push, useWorld } from '@cloudsmith-sdk/example-world'
import { signedRequest } from '@cloudsmith-sdk/webhooks'
import { expect, test, vi } from 'vitest'

useWorld()

test('call-the-api lists what is there', async () => {
  await push('development', ['dev'])
  await import('../src/call-the-api.ts')
  expect(printed.mock.calls).toEqual([['ms', '2.1.3', 'Scan Detected No Vulnerabilities']])
})

test('promote tells what would move, and brings it to production', async () => {
  const pkg = await push('development', ['candidate'])
  await import('../src/promote.ts')
  const [[planned], [reported]] = printed.mock.calls as [[string], [string]]
  expect(planned).toContain('acme: development → production (copy): 1 promote')
  expect(reported).toContain('acme: development → production: succeeded, 1 of 1 package in place')
  const [promoted] = await cloudsmith.packages.list({ owner: 'acme', repo: 'production', query: 'tag:released' }).toArray()
  expect(promoted?.checksum_sha256).toBe(pkg.checksum_sha256)
})

test('test-without-an-account promotes a package in memory', async () => {
  await import('../src/test-without-an-account.ts')
  expect(printed.mock.calls).toEqual([
    ['Scan Detected No Vulnerabilities', [expect.objectContaining({ filename: 'ms-2.1.3.tgz' })]],
  ])
})

test('rehearse applies a plan to a mirror, and nothing to the workspace', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  await push('development')
  emulator.requests.clear()
  await import('../src/emulator/rehearse.ts')
  expect(printed.mock.calls).toEqual([['succeeded', 1]])
  expect(emulator.requests.writes).toEqual([])
  expect(told.mock.calls.flat()).toContainEqual(expect.stringMatching(/^acme: bytes \(not requested\)/))
})

test('receive prints what a verified scan found, and refuses what is not signed', async () => {
  vi.stubEnv('CLOUDSMITH_SIGNATURE_KEY', 'signature-key')
  vi.stubEnv('PORT', '0')
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const { server: receiver } = await import('../src/receive.ts')
  const { port } = receiver.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const meta = { event_id: 'package.security_scanned', trigger_id: crypto.randomUUID() }
  const context = { vulnerability_scan_results: { has_vulnerabilities: true, num_vulnerabilities: 2, max_severity: 'High' } }
  const event = { meta, data: { name: 'ms', version: '2.1.3' }, context } as unknown as Parameters<typeof signedRequest>[0]

  expect((await fetch(await signedRequest(event, { url, key: 'signature-key' }))).status).toBe(200)
  expect((await fetch(await signedRequest(event, { url, key: 'another-key' }))).status).toBe(401)

  expect(printed.mock.calls).toEqual([['ms 2.1.3: 2 vulnerabilities']])
  await new Promise((resolve) => receiver.close(resolve))
})
