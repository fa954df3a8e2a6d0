import * as v from 'valibot'
import { expect, test } from 'vitest'
import { keys, story } from '../../test/story.ts'
import { npmPackage } from '../testing.ts'
import * as answers from './answers.ts'
import { createControl } from './control.ts'
import { packageDetailAnswer } from './package-answers.ts'

function control(options: Parameters<typeof story>[0] = {}) {
  const told = story({ deliver: async () => new Response(null, { status: 204 }), ...options })
  const answer = createControl(told.emulator)
  const send = async (path: string) => {
    const response = await answer(new Request(`http://127.0.0.1:8787/_emulator/${path}`))
    if (response === undefined) throw new Error('not for the control API')
    return { status: response.status, body: await response.json() }
  }
  const ask = async <Schema extends v.GenericSchema>(schema: Schema, path: string) => {
    const { status, body } = await send(path)
    expect(status, JSON.stringify(body)).toBe(200)
    return v.parse(schema, body)
  }
  return { ...told, send, ask }
}

test('a package is told with its files, dependencies, scans, verdicts, history and siblings', async () => {
  const { admin, publish, emulator, ask, send } = control()
  await admin('POST', '/orgs/acme/vulnerability-policy/', {
    name: 'Nothing high',
    min_severity: 'High',
    on_violation_quarantine: true,
    allow_unknown_severity: true,
  })
  await admin('POST', '/orgs/acme/deny-policy/', { name: 'No lodash', package_query_string: 'name:lodash', enabled: true })
  await admin('POST', '/webhooks/acme/dev/', { target_url: 'https://hooks.example.com/', events: ['*'], templates: [] })
  await emulator.add('acme/production', npmPackage({ name: 'lodash', version: '4.17.21' }))
  const { slug_perm: slug } = await publish(npmPackage({ name: 'lodash', version: '4.17.20', dependencies: { ms: '^2.1.0' } }))

  const detail = await ask(packageDetailAnswer, `packages/${slug}`)
  expect(detail.package).toMatchObject({ name: 'lodash', checksum_sha256: expect.stringMatching(/^[0-9a-f]{64}$/), files: [{}] })
  expect(detail.dependencies).toEqual([{ name: 'ms', type: expect.any(String), operator: expect.anything(), version: '^2.1.0' }])
  expect(detail.scans[0]?.findings[0]).toMatchObject({ id: 'CVE-2021-23337', severity: 'High', fixed: '4.17.21' })
  expect(detail.verdicts).toMatchObject([
    {
      kind: 'vulnerability',
      policy: 'Nothing high',
      violated: true,
      quarantines: true,
      reasons: [expect.stringContaining('CVE')],
    },
    { kind: 'deny', policy: 'No lodash', reasons: ['It is among the packages of name:lodash'] },
  ])
  expect(detail.siblings).toMatchObject({ total: 1, packages: [{ place: 'acme/production', version: '4.17.21' }] })
  const said = detail.history.map(({ what }) => what)
  expect(said.at(-1)).toBe('uploaded')
  expect(said).toEqual(expect.arrayContaining(['synchronised', 'scanned: 2 found', 'package.quarantined']))
  const delivery = detail.history.find(({ what }) => what === 'package.quarantined')?.delivery
  expect(await ask(answers.deliveryAnswer, `deliveries/${delivery}`)).toMatchObject({ event: 'package.quarantined' })

  expect(await send('packages/unknown')).toMatchObject({ status: 404 })
  expect(await send('deliveries/unknown')).toMatchObject({ status: 404 })
})

test('what a person did to a package is in its history', async () => {
  const { admin, publish, ask } = control()
  const { slug_perm: slug } = await publish(npmPackage({ name: 'ms', version: '2.1.3' }))
  await admin('POST', `/packages/acme/dev/${slug}/quarantine/`, {})
  const { history } = await ask(packageDetailAnswer, `packages/${slug}`)
  expect(history.map(({ what }) => what)).toContainEqual(expect.stringContaining('quarantine'))
  expect(history.find(({ what }) => what.includes('quarantine'))?.who).not.toBeNull()
})

test('packages come in pages, the newest first or sorted, over all repositories or of one', async () => {
  const { emulator, ask } = control()
  for (const [place, name, day] of [
    ['acme/dev', 'a', 1],
    ['acme/staging', 'b', 3],
    ['acme/dev', 'c', 2],
  ] as const) {
    await emulator.add(place, npmPackage({ name, version: '1.0.0' }), { uploadedAt: new Date(Date.UTC(2025, 0, day)) })
  }
  const names = async (query: string) => {
    const { total, packages } = await ask(answers.packagesAnswer, `packages?${query}`)
    return [total, packages.map(({ name }) => name).join('')]
  }
  expect(await names('')).toEqual([3, 'bca'])
  expect(await names('limit=2')).toEqual([3, 'bc'])
  expect(await names('limit=2&offset=2')).toEqual([3, 'a'])
  expect(await names('repository=acme/dev&offset=1')).toEqual([2, 'a'])
  expect(await names('query=format:npm&limit=1&offset=1')).toEqual([3, 'c'])
  expect(await names('sort=-name')).toEqual([3, 'cba'])
  expect(await names('sort=name&query=name:b')).toEqual([1, 'b'])
})

test('requests are found by address, method and status, and told with headers and bodies', async () => {
  const { admin, anonymous, emulator, ask, send } = control()
  await admin('GET', '/repos/acme/dev/')
  await admin('POST', '/repos/acme/', { name: 'more' })
  await anonymous('GET', '/repos/acme/dev/')
  emulator.faults.add({ dropReply: true })
  await admin('GET', '/user/self/').catch(() => {})
  const found = async (query: string) => (await ask(answers.requestsAnswer, `requests?${query}`)).requests.map(({ id }) => id)
  expect(await found('')).toEqual([4, 3, 2, 1])
  expect(await found('method=POST')).toEqual([2])
  expect(await found('status=2xx')).toEqual([2, 1])
  expect(await found('status=lost')).toEqual([4])
  expect(await found('text=REPOS_CREATE')).toEqual([2])
  expect(await found('limit=1&offset=2')).toEqual([2])
  expect(await found('offset=9')).toEqual([])
  const { request, exchange } = await ask(answers.requestDetailAnswer, 'requests/2')
  expect(request).toMatchObject({ method: 'POST', operation: 'repos_create', user: 'admin', fault: false })
  expect(exchange?.requestBody).toEqual({ bytes: 15, text: '{"name":"more"}', isCut: false })
  expect(exchange?.requestHeaders['x-api-key']).toBe('…')
  expect(await send('requests/99')).toMatchObject({ status: 404 })
  expect(await send('requests?offset=x')).toMatchObject({ status: 400 })
})

test('keys and tokens are told to whoever controls the emulator', async () => {
  const { admin, ask } = control()
  await admin('POST', '/entitlements/acme/dev/', { name: 'ci' })
  const { keys: held, tokens } = await ask(answers.keysAnswer, 'keys')
  expect(held).toContainEqual(expect.objectContaining({ key: keys.writer, workspace: 'acme', privilege: 'Write' }))
  expect(tokens).toContainEqual({ token: expect.stringMatching(/^\w+$/), place: 'acme/dev', name: 'ci', active: true })
})
