import { describe, expect, test } from 'vitest'
import { story } from '../../../test/story.ts'
import { parseAdvisory } from '../../scan/index.ts'
import { npmPackage, rawFile } from '../../testing.ts'

const vulnerable = npmPackage({ name: 'minimist', version: '1.2.5', license: 'MIT' })
const copyleft = npmPackage({ name: 'copyleft', version: '1.0.0', license: 'AGPL-3.0-only' })
const harmless = npmPackage({ name: 'harmless', version: '1.0.0', license: 'MIT' })

const noCopyleft = {
  name: 'No copyleft',
  spdx_identifiers: ['AGPL-3.0-only'],
  description: 'Ask legal',
  on_violation_quarantine: true,
}
const nothingCritical = { name: 'Nothing critical', min_severity: 'Critical', on_violation_quarantine: true }

describe('a vulnerability scan', () => {
  test('finds what the advisories know, in all lists and in detail', async () => {
    const { admin, publish } = story()
    const pkg = await publish(vulnerable)

    const path = `/vulnerabilities/acme/dev/${pkg.slug_perm}/`
    const { body: scans } = await admin('GET', path)

    expect(pkg.vulnerability_counts).toMatchObject({ total: 1, critical: 1 })
    expect(scans).toMatchObject([
      { has_vulnerabilities: true, num_vulnerabilities: 1, max_severity: 'Critical', package: { name: 'minimist' } },
    ])
    expect((await admin('GET', '/vulnerabilities/acme/dev/')).body).toEqual(scans)
    expect((await admin('GET', '/vulnerabilities/acme/')).body).toEqual(scans)
    expect((await admin('GET', `${path}${scans[0].identifier}/`)).body.scans[0].results).toMatchObject([
      { vulnerability_id: 'CVE-2021-44906', severity: 'Critical', fixed_version: { version: '1.2.6' } },
    ])
  })

  const advisoryOf = (id: string, affected: object) =>
    parseAdvisory({ id, affected: [{ package: { ecosystem: 'npm', name: 'harmless' }, versions: ['1.0.0'], ...affected }] })

  test('knows malware by its identifier, and counts it apart', async () => {
    const { admin, publish } = story({ advisories: [advisoryOf('MAL-2026-1', {})] })
    const pkg = await publish(harmless)

    expect(pkg).toMatchObject({
      is_malware_detected: true,
      vulnerability_counts: { total: 1, malware: 1, critical: 0, unknown: 0 },
    })
    expect((await admin('GET', '/vulnerabilities/acme/dev/')).body).toMatchObject([{ max_severity: 'Critical' }])
  })

  test.each([
    [false, 0],
    [true, 1],
  ])('finds what is unmaintained where that is found (%s): %d', async (informationalIsFound, total) => {
    const unmaintained = advisoryOf('RUSTSEC-2026-1', { database_specific: { informational: 'unmaintained' } })
    const { publish } = story({ advisories: [unmaintained], switches: { informationalIsFound } })
    expect((await publish(harmless)).vulnerability_counts).toMatchObject({ total })
  })

  test('takes the severity of a package for what it is, by version 4 of CVSS too', async () => {
    const score = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'
    const { admin, publish } = story({ advisories: [advisoryOf('GHSA-1', { severity: [{ type: 'CVSS_V4', score }] })] })
    await admin('POST', '/orgs/acme/vulnerability-policy/', { ...nothingCritical, allow_unknown_severity: true })
    expect(await publish(harmless)).toMatchObject({ is_quarantined: true, vulnerability_counts: { critical: 1 } })
  })

  test('is not made where it is switched off, or for formats that have none', async () => {
    const { admin, publish } = story()
    expect(await publish(rawFile({ bytes: 'x' }))).toMatchObject({
      security_scan_status: 'Security Scanning Not Supported',
      is_security_scannable: false,
    })
    await admin('PATCH', '/repos/acme/dev/', { use_vulnerability_scanning: false })
    const pkg = await publish(vulnerable)
    expect(pkg).toMatchObject({ security_scan_status: 'Security Scanning Disabled', vulnerability_counts: null })
    expect((await admin('GET', `/vulnerabilities/acme/dev/${pkg.slug_perm}/`)).body).toEqual([])
  })
})

describe('a licence policy', () => {
  test('quarantines at synchronisation, says why, and does not let go while it is violated', async () => {
    const { admin, publish } = story()
    const { body: policy } = await admin('POST', '/orgs/acme/license-policy/', noCopyleft)

    const pkg = await publish(copyleft)

    expect(pkg).toMatchObject({
      is_quarantined: true,
      policy_violated: true,
      status_str: 'Quarantined',
      status_reason: `Quarantined by No copyleft. Ask legal. (Policy: ${policy.slug_perm})`,
    })
    expect(await publish(harmless)).toMatchObject({ is_quarantined: false, policy_violated: false })
    const release = () => admin('POST', `/packages/acme/dev/${pkg.slug_perm}/quarantine/`, { release: true })
    expect(await release()).toMatchObject({ status: 400, body: { detail: expect.stringContaining('cannot be released') } })
    await admin('DELETE', `/orgs/acme/license-policy/${policy.slug_perm}/`)
    expect((await release()).body).toMatchObject({ is_quarantined: false })
  })

  test('without quarantine only flags, and is searched for and logged', async () => {
    const { admin, publish } = story()
    await admin('POST', '/orgs/acme/license-policy/', { ...noCopyleft, on_violation_quarantine: false })

    expect(await publish(copyleft)).toMatchObject({ is_quarantined: false, policy_violated: true, is_downloadable: true })

    expect((await admin('GET', '/packages/acme/dev/?query=license_policy_violated:true')).body).toHaveLength(1)
    expect((await admin('GET', '/orgs/acme/license-policy-violation/')).body).toMatchObject({
      next: null,
      previous: null,
      results: [
        { package: { name: 'copyleft' }, policy: { name: 'No copyleft' }, reasons: [expect.stringContaining('AGPL-3.0-only')] },
      ],
    })
  })

  test('holds copies too, but only the packages of its query', async () => {
    const { emulator, admin, publish } = story()
    const pkg = await publish(copyleft)
    await admin('POST', '/orgs/acme/license-policy/', { ...noCopyleft, package_query_string: 'repository:production' })

    for (const destination of ['staging', 'production']) {
      await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/copy/`, { destination })
    }
    await emulator.settle()

    expect((await admin('GET', '/packages/acme/staging/')).body).toMatchObject([{ is_quarantined: false }])
    expect((await admin('GET', '/packages/acme/production/')).body).toMatchObject([{ is_quarantined: true }])
  })

  test('judges what is there already when it is run', async () => {
    const { emulator, admin, publish } = story()
    const pkg = await publish(copyleft)
    await publish(harmless)
    const { body: policy } = await admin('POST', '/orgs/acme/license-policy/', noCopyleft)
    const path = `/orgs/acme/license-policy/${policy.slug_perm}/evaluation/`

    const { status, body: run } = await admin('POST', path, {})

    expect(status).toBe(201)
    expect(run).toMatchObject({ status: 'Pending', evaluation_count: 0 })
    await emulator.settle()
    expect((await admin('GET', `${path}${run.slug_perm}/`)).body).toMatchObject({
      status: 'Complete',
      evaluation_count: 2,
      violation_count: 1,
    })
    expect((await admin('GET', path)).body).toHaveLength(1)
    expect((await admin('GET', `/packages/acme/dev/${pkg.slug_perm}/`)).body.is_quarantined).toBe(true)
  })
})

describe('a vulnerability policy', () => {
  test('quarantines after the scan; a release holds until the next scan', async () => {
    const { emulator, admin, publish } = story()
    const { body: policy } = await admin('POST', '/orgs/acme/vulnerability-policy/', nothingCritical)

    const pkg = await publish(vulnerable)

    expect(pkg).toMatchObject({ is_quarantined: true, security_scan_status: 'Scan Detected Vulnerabilities' })
    expect(pkg.status_reason).toContain(`(Policy: ${policy.slug_perm})`)
    expect((await admin('GET', '/orgs/acme/vulnerability-policy-violation/')).body.results).toMatchObject([
      { package: { name: 'minimist' }, vulnerability_scan_results: { num_vulnerabilities: 1 } },
    ])
    const released = await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/quarantine/`, { release: true })
    expect(released.body.is_quarantined).toBe(false)
    await emulator.clock.advance(3_600_000)
    await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/scan/`)
    await emulator.settle()
    expect((await admin('GET', `/packages/acme/dev/${pkg.slug_perm}/`)).body.is_quarantined).toBe(true)
  })

  test('is about its severity and those above', async () => {
    const { admin, publish } = story()
    await admin('POST', '/orgs/acme/vulnerability-policy/', nothingCritical)
    expect(await publish(npmPackage({ name: 'lodash', version: '4.17.20' }))).toMatchObject({ policy_violated: false })
    const { body: policy } = await admin('POST', '/orgs/acme/vulnerability-policy/', {
      name: 'Nothing high',
      min_severity: 'High',
    })
    expect(policy).toMatchObject({ on_violation_quarantine: false, description: null })
    expect(await publish(npmPackage({ name: 'lodash', version: '4.17.19' }))).toMatchObject({ policy_violated: true })
  })
})

describe('a deny policy', () => {
  test('blocks downloads, without quarantine, as soon as it has run', async () => {
    const { emulator, admin, publish } = story()
    const pkg = await publish(harmless)
    const { body: policy } = await admin('POST', '/orgs/acme/deny-policy/', { package_query_string: 'name:harmless' })
    expect(policy).toMatchObject({ status: 'In Progress', action: 'Block downloads', enabled: true })
    expect((await admin('GET', pkg.cdn_url)).status).toBe(200)

    await emulator.settle()

    const path = `/orgs/acme/deny-policy/${policy.slug_perm}/`
    expect((await admin('GET', path)).body.status).toBe('Complete')
    expect((await admin('GET', pkg.cdn_url)).status).toBe(403)
    expect((await admin('GET', '/packages/acme/dev/?query=deny_policy_violated:true')).body).toMatchObject([
      { is_quarantined: false, is_downloadable: false },
    ])
    await admin('PATCH', path, { enabled: false })
    await emulator.settle()
    expect((await admin('GET', pkg.cdn_url)).status).toBe(200)
  })
})

describe('managing policies', () => {
  test('is for owners and managers', async () => {
    const { writer, reader, anonymous } = story()
    expect((await writer('POST', '/orgs/acme/license-policy/', noCopyleft)).status).toBe(403)
    expect((await reader('GET', '/orgs/acme/deny-policy/')).status).toBe(403)
    expect((await anonymous('GET', '/orgs/acme/deny-policy/')).status).toBe(401)
  })

  test('replaces with PUT, changes with PATCH, and refuses what cannot be', async () => {
    const { admin } = story()
    const { body: policy } = await admin('POST', '/orgs/acme/license-policy/', noCopyleft)
    const path = `/orgs/acme/license-policy/${policy.slug_perm}/`

    expect((await admin('PATCH', path, { name: 'Other' })).body).toMatchObject({ name: 'Other', description: 'Ask legal' })
    expect((await admin('PUT', path, { name: 'New', spdx_identifiers: [] })).body).toMatchObject({
      name: 'New',
      description: null,
      on_violation_quarantine: false,
    })
    expect((await admin('PUT', path, { name: 'New' })).body.fields).toEqual({ spdx_identifiers: ['This field is required.'] })
    expect((await admin('PATCH', path, { package_query_string: 'name:(' })).body.fields).toHaveProperty('package_query_string')
    expect((await admin('GET', '/orgs/acme/license-policy/')).body).toHaveLength(1)
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).status).toBe(404)
  })

  test('pages through violations by cursor', async () => {
    const { emulator, admin } = story()
    await admin('POST', '/orgs/acme/license-policy/', noCopyleft)
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) {
      await emulator.add('acme/dev', npmPackage({ name: 'copyleft', version, license: 'AGPL-3.0-only' }))
    }

    const seen: string[] = []
    for (let next = '/orgs/acme/license-policy-violation/?page_size=2'; next; ) {
      const { body } = await admin('GET', next)
      seen.push(...body.results.map(({ package: pkg }: { package: { version: string } }) => pkg.version))
      next = body.next
    }
    expect(seen).toEqual(['1.2.0', '1.1.0', '1.0.0'])
    expect((await admin('GET', '/orgs/acme/license-policy-violation/?cursor=nonsense')).status).toBe(404)
  })
})

describe('a licence policy', () => {
  const publishUnder = async (license: string, policy: object, switches = {}) => {
    const { admin, publish } = story({ switches })
    await admin('POST', '/orgs/acme/license-policy/', { name: 'Licences', allow_unknown_licenses: true, ...policy })
    await publish(npmPackage({ name: 'a', version: '1.0.0', license }))
    const { body } = await admin('GET', '/orgs/acme/license-policy-violation/')
    return body.results.flatMap(({ reasons }: { reasons: string[] }) => reasons)
  }

  test.each([
    ['CC-BY-NC-4.0', 'CC-BY-NC-4.0', ['The license CC-BY-NC-4.0 is not allowed.']],
    ['GPL-3.0', 'GPL-3.0-or-later', ['The license GPL-3.0-or-later is not allowed.']],
    ['GPL-3.0', 'GPL-3.0', ['The license GPL-3.0-only is not allowed.']],
    ['GPL-3.0-only', 'GPLv3', ['The license GPL-3.0-only is not allowed.']],
    ['gpl-2.0', 'GPL-2.0-only WITH Some-exception', ['The license GPL-2.0-only WITH Some-exception is not allowed.']],
    ['GPL-3.0', 'MIT AND GPL-3.0-only', ['The license GPL-3.0-only is not allowed.']],
    ['GPL-3.0', 'GPL-2.0-or-later', []],
    ['GPL-3.0', 'LGPL-3.0-only', []],
    ['GPL-3.0', 'SEE LICENSE IN LICENSE', []],
  ])('that denies %s says of %s: %j', async (denied, license, reasons) => {
    expect(await publishUnder(license, { spdx_identifiers: [denied] })).toEqual(reasons)
  })

  const unknown = ['The license of the package is unknown.']
  test.each([
    ['UNLICENSED', unknown],
    ['SEE LICENSE IN LICENSE', unknown],
    ['BSD', unknown],
    ['MIT OR Proprietary', unknown],
    ['Hippocratic-2.1', []],
  ])('that takes known licences only says of %s: %j', async (license, reasons) => {
    expect(await publishUnder(license, { spdx_identifiers: [], allow_unknown_licenses: false })).toEqual(reasons)
  })

  const denied = ['The license GPL-3.0-only is not allowed.']
  test.each([
    [true, 'MIT OR GPL-3.0-only', denied],
    [false, 'MIT OR GPL-3.0-only', []],
    [false, 'MIT AND GPL-3.0-only', denied],
    [false, 'MIT OR Proprietary', []],
    [false, 'GPL-3.0-only OR Proprietary', [...denied, ...unknown]],
  ])('where a denied choice violates (%s), says of %s: %j', async (deniedChoiceViolates, license, reasons) => {
    const policy = { spdx_identifiers: ['GPL-3.0'], allow_unknown_licenses: false }
    expect(await publishUnder(license, policy, { deniedChoiceViolates })).toEqual(reasons)
  })

  const policy = { name: 'Licences', spdx_identifiers: ['mit', 'GPL-3.0', 'Not a licence'] }

  test('is refused for a licence that SPDX does not know, when it is made and when it is changed', async () => {
    const { admin } = story()
    const refused = await admin('POST', '/orgs/acme/license-policy/', policy)
    expect(refused.status).toBe(422)
    expect(refused.body.fields).toEqual({ spdx_identifiers: ['"Not a licence" is not a licence of the SPDX list.'] })

    const made = await admin('POST', '/orgs/acme/license-policy/', {
      ...policy,
      spdx_identifiers: ['mit', 'GPL-3.0', 'CC-BY-NC-4.0'],
    })
    expect(made.status).toBe(201)
    const path = `/orgs/acme/license-policy/${made.body.slug_perm}/`
    expect((await admin('PATCH', path, { spdx_identifiers: ['None'] })).status).toBe(422)
    expect((await admin('GET', path)).body.spdx_identifiers).toEqual(['mit', 'GPL-3.0', 'CC-BY-NC-4.0'])
  })
})
