import { npmPackage } from '@cloudsmith-sdk/emulator/testing'
import { expect } from 'vitest'
import { exitCodeOf } from '../src/cli.ts'
import { service, test } from '../src/service.ts'

const { cli, file, emulator, push, settled } = service()

test('vulnerabilities of a package are told, and sifted by severity', async () => {
  const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.20' }))
  const at = `acme/dev/${slug_perm}`
  const { scans, ...summary } = await cli.item(['vulnerabilities', at, '--show-assessment'])
  expect(summary).toMatchObject({
    has_vulnerabilities: true,
    max_severity: 'High',
    package: { name: 'lodash', version: '4.17.20' },
  })
  const results = (shown: unknown) => (shown as { results: Record<string, unknown>[] }[]).flatMap((scan) => scan.results)
  expect(results(scans)).toHaveLength(summary.num_vulnerabilities as number)
  expect(results(scans)[0]).toMatchObject({ package_name: 'lodash', fixed_version: { version: '4.17.21' } })

  const high = results((await cli.item(['vulnerabilities', at, '--severity', 'high'])).scans)
  expect(new Set(high.map(({ severity }) => severity))).toEqual(new Set(['High']))
  expect(results((await cli.item(['vulnerabilities', at, '--non-fixable'])).scans)).toEqual([])
})

test('a licence policy is created, listed, changed and deleted; it quarantines what arrives', async () => {
  const settings = { name: 'No GPL', spdx_identifiers: ['GPL-3.0-only'], on_violation_quarantine: true }
  const policy = await cli.item(['policy', 'license', 'create', 'acme', await file('license.json', settings)])
  expect(policy).toMatchObject({ ...settings, allow_unknown_licenses: expect.any(Boolean) })

  const identifier = await push(npmPackage({ name: 'copyleft', version: '1.0.0', license: 'GPL-3.0-only' }))
  expect(await settled(identifier)).toMatchObject({ is_quarantined: true, policy_violated: true })
  expect((await cli.failure(['quarantine', 'remove', `acme/dev/${identifier}`])).meta.code).toBe(400)

  const change = await file('license-change.json', { ...settings, description: 'Ask the lawyers.' })
  expect(await cli.item(['policy', 'license', 'update', 'acme', policy.slug_perm, change])).toMatchObject({
    description: 'Ask the lawyers.',
  })
  expect(await cli.list(['policy', 'license', 'list', 'acme'])).toMatchObject([{ slug_perm: policy.slug_perm }])
  await cli.done(['policy', 'license', 'delete', 'acme', policy.slug_perm, '--yes'])
  expect(await cli.list(['policy', 'license', 'list', 'acme'])).toEqual([])
})

test('a vulnerability policy is created, listed, changed and deleted; it quarantines what is scanned', async () => {
  const settings = {
    name: 'Nothing high',
    min_severity: 'High',
    on_violation_quarantine: true,
    package_query_string: 'format:npm',
  }
  const policy = await cli.item(['policy', 'vulnerability', 'create', 'acme', await file('vulnerability.json', settings)])
  expect(policy).toMatchObject(settings)

  const identifier = await push(npmPackage({ name: 'lodash', version: '4.17.19' }))
  expect(await settled(identifier)).toMatchObject({ is_quarantined: true, policy_violated: true })

  const change = await file('vulnerability-change.json', { ...settings, min_severity: 'Critical' })
  const changed = await cli.item(['policy', 'vulnerability', 'update', 'acme', policy.slug_perm, change])
  expect(changed).toMatchObject({ min_severity: 'Critical' })
  expect(await cli.list(['policy', 'vulnerability', 'list', 'acme'])).toMatchObject([{ slug_perm: policy.slug_perm }])
  await cli.done(['policy', 'vulnerability', 'delete', 'acme', policy.slug_perm, '--yes'])
  expect(await cli.list(['policy', 'vulnerability', 'list', 'acme'])).toEqual([])
})

test('a deny policy is created, read, listed, changed and deleted; it keeps downloads back', async () => {
  await emulator.add('acme/dev', npmPackage({ name: 'event-stream', version: '3.3.6' }))
  const settings = { name: 'Stolen', package_query_string: 'name:^event-stream$', enabled: true }
  const policy = await cli.item(['policy', 'deny', 'create', 'acme', await file('deny.json', settings)])
  expect(policy).toMatchObject({ ...settings, action: 'Block downloads' })
  await emulator.settle()
  expect(await cli.item(['policy', 'deny', 'get', 'acme', policy.slug_perm])).toMatchObject({ status: 'Complete' })
  const download = await cli.run(['download', 'acme/dev', 'event-stream', '--yes', '--overwrite'])
  expect(download.code).toBe(1)
  expect(download.stdout).toContain('403')

  const change = await file('deny-change.json', { ...settings, enabled: false })
  expect(await cli.item(['policy', 'deny', 'update', 'acme', policy.slug_perm, change])).toMatchObject({ enabled: false })
  expect(await cli.list(['policy', 'deny', 'list', 'acme'])).toMatchObject([{ slug_perm: policy.slug_perm, enabled: false }])
  await cli.done(['policy', 'deny', 'delete', 'acme', policy.slug_perm, '--yes'])
  const gone = await cli.failure(['policy', 'deny', 'get', 'acme', policy.slug_perm])
  expect(gone).toMatchObject({ code: exitCodeOf(404) })
})
