import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { keys, story } from '../../../test/story.ts'
import { bundledAdvisories, type Rego } from '../../index.ts'
import { openState } from '../../state/state-folder.ts'
import { npmPackage } from '../../testing.ts'

/** A stand-in for an evaluator: the source of a policy is the name of the packages that it matches. */
const byName: Rego = ({ rego }, { v0 }) => {
  const match = v0.package.name === rego
  return { match, ...(match ? { reason: [`${rego} is not wanted`] } : {}) }
}

const policies = '/v2/workspaces/acme/policies/'

describe('an enterprise policy', () => {
  test('is kept as it is created, changed and deleted', async () => {
    const { admin, writer } = story()
    const { status, body } = await admin('POST', policies, { name: 'Names', rego: 'left-pad', enabled: false })

    expect(status).toBe(201)
    expect(body).toMatchObject({ enabled: false, is_terminal: false, precedence: 0, version: 1, read_only: false })
    const path = `${policies}${body.slug_perm}/`
    expect((await admin('PATCH', path, { rego: 'other' })).body).toMatchObject({ version: 2, rego: 'other' })
    expect((await admin('PUT', path, { name: 'New', rego: 'other', enabled: false })).body).toMatchObject({
      name: 'New',
      version: 2,
    })
    expect((await admin('GET', `${policies}?query=new`)).body.results).toHaveLength(1)
    expect((await admin('GET', '/audit-log/acme/')).body.at(-1)).toMatchObject({
      event: 'create.policy_created',
      object: 'Names',
    })
    expect((await writer('GET', policies)).status).toBe(403)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).status).toBe(404)
  })

  describe('without an evaluator', () => {
    /** Collects what is reported about policies that nothing evaluates. */
    function untold() {
      const told: string[] = []
      return { told, ...story({ onUnsupported: (what) => told.push(what) }) }
    }

    test('is enabled all the same, as whoever declares it needs it, and that is told', async () => {
      const { told, admin } = untold()
      const { status, body } = await admin('POST', policies, { name: 'Names', rego: 'left-pad' })
      const path = `${policies}${body.slug_perm}/`
      expect([status, (await admin('GET', path)).body]).toEqual([201, body])
      expect(body).toMatchObject({ enabled: true })
      expect(told).toEqual([
        expect.stringMatching(/^The enterprise policy "Names" of acme is enabled, but nothing evaluates it\..* --opa,/),
      ])

      await admin('PATCH', path, { precedence: 3 })
      await admin('PATCH', path, { enabled: false })
      expect(told).toHaveLength(1)
      expect((await admin('PATCH', path, { enabled: true })).body).toMatchObject({ enabled: true })
      expect(told).toHaveLength(2)
    })

    test('decides nothing: the log says so, and a simulation is refused rather than passed', async () => {
      const { admin, publish } = untold()
      const { body } = await admin('POST', policies, { name: 'Names', rego: 'left-pad' })
      const quarantine = { action_type: 'SetPackageState', package_state: 'QUARANTINED' }
      await admin('POST', `${policies}${body.slug_perm}/actions/`, quarantine)

      expect(await publish(npmPackage({ name: 'left-pad', version: '1.0.0' }))).toMatchObject({ is_quarantined: false })
      const [decision] = (await admin('GET', `${policies}decision_logs/`)).body.results
      expect(decision).toMatchObject({
        policy: { name: 'Names' },
        policy_output: { match: false, error: expect.stringMatching(/^Not evaluated\. .*createEmulator\({ rego/) },
        parsed_actions: [],
      })
      expect(await admin('GET', `${policies}${body.slug_perm}/simulate/`)).toMatchObject({
        status: 422,
        body: { fields: { non_field_errors: [expect.stringContaining('--opa')] } },
      })
    })

    test('is told of again when a state is loaded that has it', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'emulator-policies-'))
      const { emulator, admin } = untold()
      await admin('POST', policies, { name: 'Names', rego: 'left-pad' })
      await openState(folder, bundledAdvisories).save(emulator)

      const later = untold()
      await openState(folder, bundledAdvisories).load(later.emulator)
      expect(later.told).toEqual([expect.stringContaining('"Names" of acme is enabled')])
      await rm(folder, { recursive: true })
    })

    test('the console is told where nobody else is', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
      await story().admin('POST', policies, { name: 'Names', rego: 'left-pad' })
      expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('nothing evaluates it'))
      warn.mockRestore()
    })
  })

  test('decides about what arrives, and its actions are done together', async () => {
    const { admin, publish } = story({ rego: byName })
    const first = (await admin('POST', policies, { name: 'Names', rego: 'left-pad', precedence: 1, is_terminal: true })).body
    const last = (await admin('POST', policies, { name: 'Never reached', rego: 'left-pad', precedence: 2 })).body
    const actions = `${policies}${first.slug_perm}/actions/`
    const quarantine = { action_type: 'SetPackageState', package_state: 'QUARANTINED', precedence: 2 }
    await admin('POST', actions, quarantine)
    await admin('POST', actions, { action_type: 'AddPackageTags', tags: ['risky'], precedence: 1 })

    const unwanted = await publish(npmPackage({ name: 'left-pad', version: '1.0.0' }))
    const wanted = await publish(npmPackage({ name: 'lodash', version: '4.17.21' }))

    expect(unwanted).toMatchObject({ is_quarantined: true, tags: { info: ['risky'] } })
    expect(unwanted.status_reason).toContain(`(Policy: ${first.slug_perm})`)
    expect(wanted).toMatchObject({ is_quarantined: false })
    const log = async (query: string) => (await admin('GET', `${policies}decision_logs/?${query}`)).body.results
    const [decision] = await log(`package=${unwanted.slug_perm}&match=true`)
    expect(decision).toMatchObject({
      policy: { name: 'Names' },
      policy_output: { match: true, reason: ['left-pad is not wanted'] },
      parsed_actions: [{ effect: "Added package tags '['risky']'." }, { package_state: 'QUARANTINED' }],
    })
    expect(decision.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(await log(`policy=${last.slug_perm}&match=true`)).toEqual([])
    expect((await log(`policy=${last.slug_perm}&match=false&repository=dev&package_format=npm`)).length).toBeGreaterThan(0)
    expect(await log('started_after=2027-01-01T00:00:00Z')).toEqual([])
    const brief = await admin('GET', `${policies}decision-logs-v1/?created_after=2025-01-01T00:00:00Z&package_name=left-pad`)
    expect(brief.body.results[0]).toMatchObject({ package_name: 'left-pad', policy_name: 'Names', match: true })
    expect((await admin('GET', `${policies}decision-logs-v1/`)).status).toBe(422)
    const one = `${policies}decision-logs-v1/${decision.id}/`
    expect((await admin('GET', one)).body).toEqual(decision)
    expect((await admin('GET', `${one}?fields=id,policy_output`)).body).toEqual({
      id: decision.id,
      policy_output: decision.policy_output,
    })
    expect((await admin('GET', `${policies}decision-logs-v1/${'0'.repeat(26)}/`)).status).toBe(404)
  })

  test('sees findings, hides, deletes and lets go', async () => {
    const states = ['HIDDEN', 'DELETED', 'AVAILABLE'] as const
    const { emulator, admin, publish } = story({ rego: (_policy, { v0 }) => ({ match: v0.vulnerabilities.length > 0 }) })
    const policy = (await admin('POST', policies, { name: 'Vulnerable', rego: 'x' })).body
    const actions = `${policies}${policy.slug_perm}/actions/`
    const action = (await admin('POST', actions, { action_type: 'SetPackageState', package_state: states[0] })).body
    const path = `${actions}${action.slug_perm}/`

    const hidden = await publish(npmPackage({ name: 'lodash', version: '4.17.20' }))
    expect(hidden.is_hidden).toBe(true)
    expect((await admin('GET', '/packages/acme/dev/?query=status:hidden')).body).toHaveLength(1)

    await admin('POST', `/packages/acme/dev/${hidden.slug_perm}/quarantine/`, {})
    await admin('PATCH', path, { package_state: states[2] })
    await emulator.clock.advance(3_600_000)
    await admin('POST', `/packages/acme/dev/${hidden.slug_perm}/scan/`)
    await emulator.settle()
    const released = (await admin('GET', `/packages/acme/dev/${hidden.slug_perm}/`)).body
    expect(released).toMatchObject({ is_hidden: false, is_quarantined: false })

    await admin('PATCH', path, { package_state: states[1] })
    await emulator.clock.advance(3_600_000)
    await admin('POST', `/packages/acme/dev/${hidden.slug_perm}/scan/`)
    await emulator.settle()
    expect((await admin('GET', `/packages/acme/dev/${hidden.slug_perm}/`)).status).toBe(404)
  })

  test.each([false, true])(
    'judges what is there when it changes only where a switch says so: %s',
    async (policyChangeJudgesAnew) => {
      const { emulator, admin } = story({ rego: byName, switches: { policyChangeJudgesAnew } })
      const { slug_perm } = await emulator.add('acme/dev', npmPackage({ name: 'left-pad', version: '1.0.0' }))
      const isQuarantined = async () => {
        await emulator.settle()
        return (await admin('GET', `/packages/acme/dev/${slug_perm}/`)).body.is_quarantined
      }
      const policy = (await admin('POST', policies, { name: 'Names', rego: 'left-pad', enabled: false })).body
      const quarantine = { action_type: 'SetPackageState', package_state: 'QUARANTINED' }
      const action = (await admin('POST', `${policies}${policy.slug_perm}/actions/`, quarantine)).body
      expect(await isQuarantined()).toBe(false)

      await admin('PATCH', `${policies}${policy.slug_perm}/`, { enabled: true })
      expect(await isQuarantined()).toBe(policyChangeJudgesAnew)

      await admin('PATCH', `${policies}${policy.slug_perm}/actions/${action.slug_perm}/`, { package_state: 'AVAILABLE' })
      expect(await isQuarantined()).toBe(false)
    },
  )

  test('knows no address of who is no person', async () => {
    const { emulator, admin } = story({ rego: byName })
    const pkg = await emulator.add('acme/dev', npmPackage({ name: 'left-pad', version: '1.0.0' }))
    const { body } = await admin('POST', '/orgs/acme/services/', { name: 'CI', role: 'Manager' })
    const ci = emulator.world.accounts.get(body.slug)
    const record = emulator.world.packages.get(pkg.slug_perm)
    if (record && ci) record.uploader = ci
    const policy = (await admin('POST', policies, { name: 'Names', rego: 'left-pad', enabled: false })).body
    const { results } = (await admin('GET', `${policies}${policy.slug_perm}/simulate/`)).body
    expect(results[0].policy_input.v0.package.uploader).toMatchObject({ slug: body.slug, email: null })
  })

  test('is simulated without consequences', async () => {
    const { emulator, admin } = story({ rego: byName })
    await emulator.add('acme/dev', npmPackage({ name: 'left-pad', version: '1.0.0' }))
    await emulator.add('acme/dev', npmPackage({ name: 'lodash', version: '4.17.21' }))
    const policy = (await admin('POST', policies, { name: 'Names', rego: 'left-pad', enabled: false })).body
    const simulate = `${policies}${policy.slug_perm}/simulate/`
    expect((await admin('GET', simulate)).body.results).toHaveLength(2)
    const { results } = (await admin('GET', `${simulate}?package_query_string=name:left-pad`)).body
    expect(results).toMatchObject([{ policy_output: { match: true }, policy_input: { v0: { package: { name: 'left-pad' } } } }])
    expect((await admin('GET', `${policies}decision_logs/`)).body.results).toEqual([])
  })

  test('has a type of action that stays, and only so many', async () => {
    const { admin } = story()
    const policy = (await admin('POST', policies, { name: 'Names', rego: 'x', enabled: false })).body
    const actions = `${policies}${policy.slug_perm}/actions/`
    const tags = { action_type: 'AddPackageTags', tags: ['a'] }
    const { body } = await admin('POST', actions, tags)
    const path = `${actions}${body.slug_perm}/`
    expect((await admin('PUT', path, { ...tags, tags: ['b'], precedence: 3 })).body).toMatchObject({ tags: ['b'], precedence: 3 })
    expect((await admin('PATCH', path, { action_type: 'RemovePackageTags' })).status).toBe(422)
    expect((await admin('POST', actions, { action_type: 'SetPackageState' })).status).toBe(422)
    expect((await admin('POST', actions, { action_type: 'Celebrate' })).status).toBe(422)
    expect((await admin('GET', path)).body.tags).toEqual(['b'])
    for (let i = 1; i < 10; i++) expect((await admin('POST', actions, tags)).status).toBe(201)
    const refused = await admin('POST', actions, tags)
    expect(refused.body.fields.non_field_errors[0].code).toBe('max_actions_reached')
    expect((await admin('GET', actions)).body.results).toHaveLength(10)
    expect((await admin('DELETE', path)).status).toBe(204)
    for (let i = 1; i < 50; i++) await admin('POST', policies, { name: `P${i}`, rego: 'x', enabled: false })
    const tooMany = await admin('POST', policies, { name: 'P50', rego: 'x', enabled: false })
    expect(tooMany.body.fields.non_field_errors[0].code).toBe('max_policies_reached')
  })

  test('answers to a bearer token as well', async () => {
    const { emulator } = story()
    const headers = { Authorization: `Bearer ${keys.admin}` }
    expect((await emulator.fetch(`${emulator.origin}${policies}`, { headers })).status).toBe(200)
  })
})
