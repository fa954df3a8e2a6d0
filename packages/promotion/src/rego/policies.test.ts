import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { finding, known, vulnerable } from '../../test/knowledge.ts'
import { opaServer, type RegoOptions, type RegoPolicy, rego, wasmPolicy } from './index.ts'
import { compilePolicies, opa, policies, runOpa } from './opa.testing.ts'

const templates = readdirSync(policies).filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))

test('every template has a test of its own', () => {
  const tests = readdirSync(policies).filter((name) => name.endsWith('_test.rego'))
  expect(tests).toEqual(templates.map((name) => name.replace('.rego', '_test.rego')))
  expect(templates.length).toBeGreaterThan(0)
})

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** A real server with templates. */
async function served(...names: string[]): Promise<RegoPolicy> {
  const address = `127.0.0.1:${await freePort()}`
  const files = names.map((name) => join(policies, `${name}.rego`))
  const server = spawn(opa ?? 'opa', [
    'run',
    '--server',
    '--skip-version-check',
    '--log-level',
    'info',
    '--addr',
    address,
    ...files,
  ])
  onTestFinished(() => void server.kill())
  // It logs that it starts before it listens, so wait for its first response.
  const isUp = () =>
    fetch(`http://${address}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isUp())) if (server.exitCode !== null) throw new Error('opa has ended')
  return opaServer({ url: `http://${address}`, path: 'cloudsmith/promotion' })
}

describe.skipIf(opa === undefined)('with a real opa (found by the variable OPA or on the PATH)', () => {
  test('the templates are strict Rego, formatted, and pass their tests', async () => {
    await runOpa('check', '--strict', policies)
    expect((await runOpa('fmt', '--list', policies)).stdout).toBe('')
    expect((await runOpa('test', policies)).stdout).toMatch(/^PASS: \d+\/\d+\s*$/)
  })

  const all = ['severity', 'licence', 'age', 'tags', 'freeze', 'signature']
  const settings = { licences: ['MIT'], tags: ['tested'], days: ['Saturday'] }
  const signed = [{ content_type: 'application/vnd.in-toto.vsa+dsse' }] as never
  const cases: [string, Parameters<typeof rego>[1]['settings'], ReturnType<typeof known>, object][] = [
    ['a good package passes', settings, known({}, { metadata: signed }), { result: 'pass' }],
    [
      'a bad one is stopped for every reason',
      { ...settings, licences: [] },
      vulnerable([finding('CVE-2026-1', 'Critical')], { metadata: [] }),
      {
        result: 'block',
        why: 'it has 1 critical finding (0 allowed); its licence MIT is not allowed; nothing signed is attached to it',
      },
    ],
    [
      'a young one waits, and so does everything at night',
      { ...settings, min_age_hours: 72, to_hour: 12 },
      known({}, { metadata: signed }),
      { result: 'wait', for: 'an age of 72 hours; the hours in which packages are promoted' },
    ],
    [
      'the zone of the settings counts',
      { ...settings, zone: 'Asia/Tokyo' },
      known({}, { metadata: signed }),
      { result: 'wait', for: 'the hours in which packages are promoted' },
    ],
    [
      'what cannot be read is undefined, and stops',
      settings,
      known({ uploaded_at: 'yesterday' }, { metadata: signed }),
      { result: 'block', why: 'its age is unknown' },
    ],
  ]
  const gateOf = (policy: RegoPolicy, given: RegoOptions['settings']) => rego(policy, { name: 'house', settings: given })

  test('compiled and on a server they say the same', async () => {
    const [compiled, server] = await Promise.all([compilePolicies(...all).then((wasm) => wasmPolicy(wasm)), served(...all)])
    for (const [name, given, knowledge, expected] of cases) {
      const [fromWasm, fromServer] = [
        await gateOf(compiled, given).check(knowledge),
        await gateOf(server, given).check(knowledge),
      ]
      expect(fromWasm, name).toMatchObject(expected)
      expect(fromServer, name).toEqual(fromWasm)
    }
  })

  test('a compiled policy is known to a plan by its bytes, and has the entry points that it was given', async () => {
    const wasm = await compilePolicies('tags')
    const { identity } = await wasmPolicy(wasm)
    expect(identity).toEqual({ wasm: expect.stringMatching(/^[0-9a-f]{64}$/), entrypoint: 'cloudsmith/promotion', data: {} })
    await expect(wasmPolicy(wasm, { entrypoint: 'other' })).rejects.toThrow('no entry point other, only cloudsmith/promotion')
  })
})
