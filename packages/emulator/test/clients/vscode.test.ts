import { describe, expect, test } from 'vitest'
import type { Rego } from '../../src/index.ts'
import { dockerImage, npmPackage, type PackageFixture } from '../../src/testing.ts'
import type { Json } from '../json.ts'
import { story } from '../story.ts'
import { pageOf } from './pages.ts'

// What the vendor's extension for VS Code reads, and the form that it requires: it does not show anything else.

const policies = '/v2/workspaces/acme/policies/'

const ulid = expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/)
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT/)

/** Matches packages of one name. */
const byName: Rego = (_policy, { v0 }) => ({ match: v0.package.name === 'left-pad', reason: ['left-pad is not wanted'] })

/** A workspace in which a policy has quarantined a package. */
async function quarantined(description?: string) {
  const { admin, publish, ...rest } = story({ rego: byName })
  const fields = { name: 'No left-pad', rego: 'package cloudsmith', ...(description === undefined ? {} : { description }) }
  const policy = (await admin('POST', policies, fields)).body
  const actions = `${policies}${policy.slug_perm}/actions/`
  await admin('POST', actions, { action_type: 'SetPackageState', package_state: 'QUARANTINED', precedence: 2 })
  await admin('POST', actions, { action_type: 'AddPackageTags', tags: ['unwanted'], precedence: 1 })
  await publish(npmPackage({ name: 'lodash', version: '4.17.21' }))
  const pkg = await publish(npmPackage({ name: 'left-pad', version: '1.0.0' }))
  return { admin, publish, policy, pkg, ...rest }
}

describe('why a package is in quarantine', () => {
  const reason = /^Quarantined by ([^.]+)\.\s*(.*?)(?:\s*\(Policy:\s*([^()]+)\))?$/

  test.each([
    [undefined, 'Quarantined by No left-pad.', ''],
    ['It broke builds', 'Quarantined by No left-pad. It broke builds.', 'It broke builds.'],
    ['It broke builds.', 'Quarantined by No left-pad. It broke builds.', 'It broke builds.'],
    ['Did it break builds?', 'Quarantined by No left-pad. Did it break builds?', 'Did it break builds?'],
  ])('is said with the description %j', async (description, sentence, detail) => {
    const { admin, policy, pkg } = await quarantined(description)

    expect(pkg).toMatchObject({ is_quarantined: true, status_str: 'Quarantined' })
    expect(pkg.status_reason).toBe(`${sentence} (Policy: ${policy.slug_perm})`)
    const [, name, said, slug] = reason.exec(pkg.status_reason) ?? []
    expect([name, said, slug]).toEqual(['No left-pad', detail, policy.slug_perm])
    expect((await admin('GET', `${policies}${slug}/`)).body).toMatchObject({ name: 'No left-pad' })
  })

  test('is found in the log of decisions, in brief and in full', async () => {
    const { admin, policy, pkg } = await quarantined()
    const query = { created_after: '2020-01-01T00:00:00.000Z', package_slug_perm: pkg.slug_perm, match: 'true', sort: '-id' }

    const [summary] = await pageOf(admin, `${policies}decision-logs-v1/`, query)

    expect(summary).toMatchObject({
      id: ulid,
      correlation_id: uuid,
      match: true,
      package_slug_perm: pkg.slug_perm,
      repository_slug: 'dev',
      repository_slug_perm: expect.any(String),
      policy_slug_perm: policy.slug_perm,
      policy_name: 'No left-pad',
      policy_precedence: 0,
      policy_is_terminal: false,
      started_at: moment,
      ended_at: moment,
      actions: { SetPackageState: { package_state: 'QUARANTINED' }, AddPackageTags: { tags: ['unwanted'] } },
    })
    const fields = 'id,correlation_id,policy,started_at,ended_at,policy_input,policy_output,parsed_actions'
    const detail = (await admin('GET', `${policies}decision-logs-v1/${summary.id}/?fields=${fields}`)).body
    const { id, correlation_id, started_at, ended_at } = summary
    expect(detail).toMatchObject({
      id,
      correlation_id,
      started_at,
      ended_at,
      policy: { slug_perm: policy.slug_perm },
      policy_input: { v0: { workspace: { slug: 'acme' }, repository: { slug: 'dev' }, package: { slug_perm: pkg.slug_perm } } },
      policy_output: { reason: ['left-pad is not wanted'] },
      parsed_actions: [{ action_type: 'AddPackageTags' }, { action_type: 'SetPackageState', package_state: 'QUARANTINED' }],
    })
    expect(Object.keys(detail).toSorted()).toEqual(fields.split(',').toSorted())
  })

  test('has decisions in the order of their ids, and an empty page where there are none', async () => {
    const { admin, pkg } = await quarantined()
    const list = (query: object) =>
      pageOf(admin, `${policies}decision-logs-v1/`, { created_after: '2020-01-01T00:00:00Z', ...query })

    const ids = (await list({})).map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(1)
    expect(ids).toEqual(ids.toSorted().toReversed())
    expect((await list({ sort: 'id' })).map(({ id }) => id)).toEqual(ids.toReversed())
    expect(await list({ package_slug_perm: pkg.slug_perm, match: 'false' })).toEqual([])
    expect(await list({ repository_slug_perm: 'none' })).toEqual([])
  })
})

describe('what is vulnerable', () => {
  const vulnerable = npmPackage({ name: 'minimist', version: '1.2.5' })

  test('is told by as many findings as the scan says, each once', async () => {
    const { admin, publish } = story()
    const pkg = await publish(vulnerable)
    expect(pkg.security_scan_status).toBe('Scan Detected Vulnerabilities')

    const path = `/v1/vulnerabilities/acme/dev/${pkg.slug_perm}/`
    const [scan] = await pageOf(admin, path, {})
    const { body } = await admin('GET', `${path}${scan.identifier}/`)

    const found = body.scans.flatMap(({ results }: Json) => results).map(({ vulnerability_id }: Json) => vulnerability_id)
    expect(scan).toMatchObject({ has_vulnerabilities: true, num_vulnerabilities: found.length, max_severity: expect.any(String) })
    expect(new Set(found).size).toBe(found.length)
  })

  test('has no scans where there was none', async () => {
    const { admin, publish } = story()
    const pkg = await publish(npmPackage({ name: 'lodash', version: '4.17.21' }), 'acme/dev')
    await admin('PATCH', '/v1/repos/acme/dev/', { use_vulnerability_scanning: false })
    const other = await publish(npmPackage({ name: 'other', version: '1.0.0' }))

    expect(await pageOf(admin, `/v1/vulnerabilities/acme/dev/${other.slug_perm}/`, {})).toEqual([])
    expect(pkg.security_scan_status).toBe('Scan Detected No Vulnerabilities')
  })
})

describe('a search from the editor', () => {
  const fixtures: readonly PackageFixture[] = [
    npmPackage({ name: '@acme/left-pad', version: '1.0.0' }),
    npmPackage({ name: 'lodash', version: '4.17.21', license: 'MIT' }),
    npmPackage({ name: 'minimist', version: '1.2.5', license: 'GPL-3.0-only' }),
    dockerImage({ name: 'acme/a', tag: '1.2.3', files: { a: 'a' } }),
  ]

  test.each([
    ['name:@acme/left-pad AND NOT status:quarantined AND deny_policy_violated:false', ['@acme/left-pad']],
    ['status:quarantined OR deny_policy_violated:true', ['lodash']],
    ['vulnerabilities:>0', ['minimist']],
    ['license:GPL-3.0-only', ['minimist']],
    ['format:docker AND tag:1.2.3', ['acme/a']],
    [String.raw`name:"left\-pad" AND version:"1.0.0" AND format:"npm"`, ['@acme/left-pad']],
    ['name:nothing', []],
  ])('for %s', async (query, expected) => {
    const { admin, publish } = story()
    for (const fixture of fixtures) await publish(fixture)
    const [lodash] = await pageOf(admin, '/v1/packages/acme/dev/', { query: 'name:lodash' })
    await admin('POST', `/v1/packages/acme/dev/${lodash.slug_perm}/quarantine/`)

    for (const path of ['/v1/packages/acme/dev/', '/v1/packages/acme/']) {
      expect((await pageOf(admin, path, { query, sort: '-date' })).map(({ name }) => name)).toEqual(expected)
    }
  })

  test('for an image finds it by the digest that is its version', async () => {
    const { admin, publish } = story()
    const image = await publish(dockerImage({ name: 'acme/a', tag: '1.2.3', files: { a: 'a' } }))

    expect(image.version).toMatch(/^[\da-f]{64}$/)
    expect(image.tags.version).toContain('1.2.3')
    expect(await pageOf(admin, '/v1/packages/acme/dev/', { query: `version:"${image.version}"` })).toHaveLength(1)
    expect(await pageOf(admin, '/v1/packages/acme/dev/', { query: `docker_image_digest:${image.version}` })).toHaveLength(1)
  })
})

describe('what there is not', () => {
  test.each(['cocoapods', 'conan', 'luarocks', 'raw', 'terraform', 'vagrant'])(
    'upstreams of %s are 404, with a detail',
    async (format) => {
      const { status, body } = await story().admin('GET', `/v1/repos/acme/dev/upstream/${format}/`)

      expect([status, body]).toEqual([404, { detail: expect.any(String) }])
    },
  )
})
