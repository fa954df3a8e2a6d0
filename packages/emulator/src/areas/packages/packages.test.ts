import { describe, expect, test } from 'vitest'
import { sendFile, story } from '../../../test/story.ts'
import { debPackage, mavenJar, npmPackage, nugetPackage, pythonWheel, rawFile, swiftPackage, vagrantBox } from '../../testing.ts'

const lodash = (version: string, files = {}) => npmPackage({ name: 'lodash', version, license: 'MIT', files })

describe('a package is uploaded', () => {
  test('and synchronises stage after stage, then is scanned', async () => {
    const { emulator, admin, upload } = story()

    const { status, body } = await upload(lodash('4.17.21'), 'acme/dev', { tags: 'release,checked' })

    expect(status).toBe(201)
    expect(body).toMatchObject({
      is_sync_awaiting: true,
      is_sync_in_flight: true,
      name: null,
      checksum_sha256: '',
      indexed: false,
    })
    expect(body).not.toHaveProperty('tags')

    const seen: string[] = []
    for (;;) {
      const { body: status } = await admin('GET', `/packages/acme/dev/${body.slug_perm}/status/`)
      if (seen.at(-1) !== status.stage_str) seen.push(status.stage_str)
      if (status.is_sync_completed) break
      await emulator.clock.sleep(200)
    }
    expect(seen).toEqual([
      'Queued',
      'Preparing for Synch',
      'Retrieving Package File(s)',
      'Scanning Package',
      'Parsing Package Metadata',
      'Enriching Package',
      'Assembling/Verifying Package',
      'Adding Package to Repository',
      'Fully Synchronised',
    ])
    await emulator.settle()
    expect((await admin('GET', `/packages/acme/dev/${body.slug}/`)).body).toMatchObject({
      slug_perm: body.slug_perm,
      name: 'lodash',
      version: '4.17.21',
      status_str: 'Completed',
      spdx_license: 'MIT',
      tags: { info: ['release', 'checked'], version: ['latest'] },
      security_scan_status: 'Scan Detected No Vulnerabilities',
      vulnerability_counts: { total: 0 },
      is_copyable: true,
    })
  })

  test.each([
    ['npm', npmPackage({ name: '@acme/api', version: '1.0.0' }), '@acme/api', '1.0.0'],
    ['python', pythonWheel({ name: 'acme-api', version: '1.0.0' }), 'acme-api', '1.0.0'],
    ['maven', mavenJar({ groupId: 'com.acme', artifactId: 'api', version: '1.0.0' }), undefined, '1.0.0'],
    ['nuget', nugetPackage({ name: 'Acme.Api', version: '1.0.0' }), 'Acme.Api', '1.0.0'],
    ['raw', rawFile({ name: 'notes', version: '1.0.0', bytes: 'notes' }), 'notes', '1.0.0'],
  ])('and a real %s file tells its name and version', async (_format, fixture, name, version) => {
    const { publish } = story()

    const pkg = await publish(fixture)

    expect(pkg).toMatchObject({ is_sync_completed: true, version })
    if (name) expect(pkg.name).toBe(name)
    expect(pkg.files).toHaveLength(1 + Object.keys(fixture.extra).length)
  })

  test.each([
    ['vagrant', vagrantBox({ name: 'acme/base', version: '1.0.0', provider: 'libvirt' }), { provider: 'libvirt' }],
    ['swift', swiftPackage({ scope: 'acme', name: 'kit', version: '1.0.0' }), { scope: 'acme' }],
  ])('and the answer repeats what %s alone has', async (_format, fixture, repeated) => {
    const { upload } = story()

    expect(await upload(fixture)).toMatchObject({ status: 201, body: repeated })
  })

  test('for a distribution, which has to be one that exists', async () => {
    const { emulator, publish, upload } = story()
    const fixture = debPackage({ name: 'acme', version: '1.0-1' })

    const refused = await upload(fixture, 'acme/dev', { distribution: 'ubuntu/nowhere' })
    const pkg = await publish(fixture, 'acme/dev', { distribution: 'ubuntu/noble' })
    emulator.switches.unknownDistribution = 'accepted'
    const impossible = ['el/9', 'ubuntu', 'ubuntu/', '/noble', 'a/b/c'].map((distribution) =>
      upload(fixture, 'acme/dev', { distribution }),
    )

    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'invalid', detail: 'Invalid input.', fields: { distribution: [expect.any(String)] } },
    })
    for (const answer of await Promise.all(impossible)) expect(answer.status).toBe(422)
    expect(pkg).toMatchObject({
      distro: { slug: 'ubuntu' },
      distro_version: { slug: 'noble' },
      security_scan_status: 'Security Scanning Not Supported',
    })
  })

  test.each([
    [
      'is no such package',
      { ...npmPackage({ name: 'a', version: '1.0.0' }), bytes: new Uint8Array([1, 2, 3]) },
      'Parsing Package Metadata',
      /^Could not parse metadata from the package/,
    ],
    [
      'is malware',
      rawFile({ bytes: 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*' }),
      'Scanning Package',
      /^Potentially malicious content detected/,
    ],
  ])('that %s: it fails late, and can neither be copied nor downloaded', async (_what, fixture, stage, reason) => {
    const { admin, publish } = story()

    const pkg = await publish(fixture)

    expect(pkg).toMatchObject({
      is_sync_failed: true,
      status_str: 'Failed',
      stage_str: stage,
      is_copyable: false,
      is_downloadable: false,
    })
    expect(pkg.status_reason).toMatch(reason)
    expect(pkg.sync_finished_at).not.toBeNull()
    expect((await admin('POST', `/packages/acme/dev/${pkg.slug_perm}/copy/`, { destination: 'staging' })).status).toBe(400)
    expect((await admin('GET', pkg.cdn_url)).status).not.toBe(200)
  })

  test('although its bytes never arrived: that fails later, without a reason', async () => {
    const { emulator, admin } = story()
    const { body: file } = await admin('POST', '/files/acme/dev/', { filename: 'late.bin' })

    const { body } = await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: file.identifier })
    await emulator.settle()

    expect((await admin('GET', `/packages/acme/dev/${body.slug_perm}/`)).body).toMatchObject({
      is_sync_failed: true,
      stage_str: 'Scanning Package',
      status_reason: null,
    })
  })

  test('before its bytes have arrived, which is in time', async () => {
    const { emulator, admin } = story()
    const { body: file } = await admin('POST', '/files/acme/dev/', { filename: 'late.bin', method: 'unsigned_put' })
    const { body } = await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: file.identifier })

    await emulator.fetch(file.upload_url, { method: 'PUT', body: 'here' })
    await emulator.settle()

    expect((await admin('GET', `/packages/acme/dev/${body.slug_perm}/`)).body).toMatchObject({ is_sync_completed: true, size: 4 })
  })

  test('with a file that is used, unknown or from another repository: refused', async () => {
    const { emulator, admin } = story()
    const used = await sendFile(emulator, admin, 'acme/dev', rawFile({ bytes: '1' }))
    const elsewhere = await sendFile(emulator, admin, 'acme/staging', rawFile({ bytes: '1' }))
    await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: used })

    for (const identifier of [used, elsewhere, 'nothing']) {
      const answer = await admin('POST', '/packages/acme/dev/upload/raw/', { package_file: identifier })
      expect(answer).toMatchObject({ status: 422, body: { fields: { package_file: [expect.any(String)] } } })
    }
  })

  test('with fields that the format requires missing: the check beforehand says so too', async () => {
    const { admin, reader } = story()

    const answer = await admin('POST', '/packages/acme/dev/validate-upload/swift/', { package_file: '/local/path', name: 'a' })

    expect(answer).toMatchObject({
      status: 422,
      body: { fields: { scope: ['This field is required.'], version: ['This field is required.'] } },
    })
    expect((await admin('POST', '/packages/acme/dev/validate-upload/raw/', { package_file: '/local/path' })).status).toBe(204)
    expect((await reader('POST', '/packages/acme/dev/validate-upload/raw/', { package_file: '/local/path' })).status).toBe(403)
  })
})

describe('a package that is there already', () => {
  test('is accepted and fails in synchronisation, with the words that clients look for', async () => {
    const { admin, publish } = story()
    await publish(lodash('4.17.21'))

    const twin = await publish(lodash('4.17.21', { 'other.js': 'other()' }))

    expect(twin).toMatchObject({ is_sync_failed: true, stage_str: 'Parsing Package Metadata' })
    expect(twin.status_reason).toMatch(/^A package with .* already exists\. .* This package should be deleted\.$/)
    expect((await admin('GET', '/packages/acme/dev/')).body).toHaveLength(2)
  })

  test('is replaced where the upload says so', async () => {
    const { admin, publish } = story()
    const before = await publish(lodash('4.17.21'))

    const after = await publish(lodash('4.17.21', { 'other.js': 'other()' }), 'acme/dev', { republish: true })

    expect(after.is_sync_completed).toBe(true)
    expect((await admin('GET', '/packages/acme/dev/')).body.map(({ slug_perm }: { slug_perm: string }) => slug_perm)).toEqual([
      after.slug_perm,
    ])
    expect((await admin('GET', `/packages/acme/dev/${before.slug_perm}/`)).status).toBe(404)
  })

  test('is none in another architecture, release or file', async () => {
    const { publish } = story()
    const deb = (architecture: string) => debPackage({ name: 'acme', version: '1.0', architecture })

    await publish(deb('amd64'), 'acme/dev', { distribution: 'ubuntu/noble' })

    for (const [fixture, distribution] of [
      [deb('arm64'), 'ubuntu/noble'],
      [deb('amd64'), 'ubuntu/jammy'],
    ] as const) {
      expect(await publish(fixture, 'acme/dev', { distribution })).toMatchObject({ is_sync_completed: true })
    }
  })
})

describe('a copy', () => {
  test('is another package of the same bytes, with a synchronisation and a scan of its own', async () => {
    const { emulator, admin, publish } = story()
    const source = await publish(npmPackage({ name: 'lodash', version: '4.17.20' }))

    const { status, body: copy } = await admin('POST', `/packages/acme/dev/${source.slug_perm}/copy/`, { destination: 'staging' })

    expect(status).toBe(200)
    expect(copy).toMatchObject({
      repository: 'staging',
      name: 'lodash',
      is_sync_awaiting: true,
      security_scan_status: 'Awaiting Security Scan',
    })
    expect(copy.slug_perm).not.toBe(source.slug_perm)
    expect(copy.slug).not.toBe(source.slug)
    expect(copy.checksum_sha256).toBe(source.checksum_sha256)
    await emulator.settle()
    const arrived = (await admin('GET', `/packages/acme/staging/${copy.slug_perm}/`)).body
    expect(arrived).toMatchObject({ is_sync_completed: true, security_scan_status: 'Scan Detected Vulnerabilities' })
    expect(Date.parse(arrived.security_scan_completed_at)).toBeGreaterThan(Date.parse(copy.uploaded_at))
    expect((await admin('GET', `/packages/acme/dev/${source.slug_perm}/`)).status).toBe(200)
  })

  test('takes its destination with or without the workspace, but only of the same one', async () => {
    const workspaces = ['acme', 'other'].map((slug) => ({
      slug,
      accounts: [{ slug: 'admin', key: 'emulator-admin-key', role: 'Owner' as const }],
      repositories: ['dev', 'staging', 'production'],
    }))
    const { emulator, admin, publish } = story({ workspaces })
    const { slug_perm } = await publish(lodash('1.0.0'))
    const copy = (destination: string) => admin('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination })

    expect((await copy('staging')).body.repository).toBe('staging')
    expect((await copy('acme/production')).body.repository).toBe('production')
    for (const destination of ['other/staging', 'nowhere', 'acme/nowhere', 'dev']) {
      expect(await copy(destination)).toMatchObject({ status: 422, body: { fields: { destination: [expect.any(String)] } } })
    }
    emulator.switches.unknownDestination = 404
    expect((await copy('nowhere')).status).toBe(404)
  })

  test('onto its equal fails late, unless it may replace that one', async () => {
    const { emulator, admin, publish } = story()
    const { slug_perm } = await publish(lodash('1.0.0'))
    const copy = async (body: object) => {
      const answer = await admin('POST', `/packages/acme/dev/${slug_perm}/copy/`, { destination: 'staging', ...body })
      await emulator.settle()
      return (await admin('GET', `/packages/acme/staging/${answer.body.slug_perm}/`)).body
    }

    await copy({})
    expect(await copy({})).toMatchObject({
      is_sync_failed: true,
      status_reason: expect.stringContaining('This package should be deleted.'),
    })
    expect(await copy({ republish: true })).toMatchObject({ is_sync_completed: true })
  })

  test('needs a source that has synchronised, and the right to write at the destination', async () => {
    const { emulator, admin, reader, writer, upload, publish } = story()
    const { body: fresh } = await upload(lodash('1.0.0'))
    expect(await admin('POST', `/packages/acme/dev/${fresh.slug_perm}/copy/`, { destination: 'staging' })).toMatchObject({
      status: 400,
      body: { detail: expect.any(String) },
    })
    await emulator.settle()
    const done = await publish(lodash('2.0.0'))

    expect((await reader('POST', `/packages/acme/dev/${done.slug_perm}/copy/`, { destination: 'staging' })).status).toBe(403)
    expect((await writer('POST', `/packages/acme/dev/${done.slug_perm}/copy/`, { destination: 'staging' })).status).toBe(200)
  })
})

describe('a move', () => {
  test('keeps the slug_perm, takes another slug, and leaves the source at once', async () => {
    const { emulator, admin, writer, publish } = story()
    const source = await publish(lodash('1.0.0'))

    expect((await writer('POST', `/packages/acme/dev/${source.slug_perm}/move/`, { destination: 'staging' })).status).toBe(403)
    const { body: moved } = await admin('POST', `/packages/acme/dev/${source.slug_perm}/move/`, { destination: 'staging' })

    expect(moved).toMatchObject({
      slug_perm: source.slug_perm,
      repository: 'staging',
      is_sync_awaiting: true,
      uploaded_at: source.uploaded_at,
    })
    expect(moved.slug).not.toBe(source.slug)
    expect((await admin('GET', `/packages/acme/dev/${source.slug_perm}/`)).status).toBe(404)
    await emulator.settle()
    expect((await admin('GET', `/packages/acme/staging/${source.slug_perm}/`)).body.is_sync_completed).toBe(true)
  })

  test('onto its equal fails late', async () => {
    const { emulator, admin, publish } = story()
    const source = await publish(lodash('1.0.0'))
    await publish(lodash('1.0.0'), 'acme/staging')

    await admin('POST', `/packages/acme/dev/${source.slug_perm}/move/`, { destination: 'staging' })
    await emulator.settle()

    expect((await admin('GET', `/packages/acme/staging/${source.slug_perm}/`)).body.status_reason).toContain('should be deleted')
  })
})

describe('tags', () => {
  test('are added, replaced, removed and cleared, in any case, and immutable ones stay', async () => {
    const { admin, writer, publish } = story()
    const { slug_perm } = await publish(lodash('1.0.0'))
    const tag = async (body: object, send = admin) =>
      (await send('POST', `/packages/acme/dev/${slug_perm}/tag/`, body)).body.tags?.info ?? []

    expect(await tag({ tags: ['a', 'b'] })).toEqual(['a', 'b'])
    expect(await tag({ action: 'add', tags: ['fixed'], is_immutable: true })).toEqual(['a', 'b', 'fixed'])
    expect(await tag({ action: 'Remove', tags: ['a'] })).toEqual(['b', 'fixed'])
    expect(await tag({ action: 'replace', tags: ['c'] })).toEqual(['fixed', 'c'])
    expect(await tag({ action: 'CLEAR' })).toEqual(['fixed'])
    expect((await writer('POST', `/packages/acme/dev/${slug_perm}/tag/`, { action: 'Remove', tags: ['fixed'] })).status).toBe(403)
    expect(await tag({ action: 'Remove', tags: ['fixed'] })).toEqual([])
    expect((await admin('POST', `/packages/acme/dev/${slug_perm}/tag/`, { action: 'Append', tags: ['x'] })).status).toBe(422)
    expect((await admin('POST', `/packages/acme/dev/${slug_perm}/tag/`, { tags: ['x', ''] })).body.fields).toHaveProperty('tags')
  })

  test('latest belongs to the newest version, not to the last upload', async () => {
    const { admin, publish } = story()
    await publish(lodash('2.0.0'))
    await publish(lodash('1.9.0'))
    await publish(lodash('2.1.0-rc.1'))

    const latest = async () =>
      (await admin('GET', '/packages/acme/dev/?query=tag:latest')).body.map((pkg: { version: string }) => pkg.version)

    expect(await latest()).toEqual(['2.1.0-rc.1'])
    await admin('PATCH', '/repos/acme/dev/', { tag_pre_releases_as_latest: false })
    await publish(lodash('1.0.0'))
    expect(await latest()).toEqual(['2.0.0'])
  })
})

describe('a package in quarantine', () => {
  test('cannot be downloaded until it is released', async () => {
    const { admin, publish } = story()
    const pkg = await publish(lodash('1.0.0'))
    const path = `/packages/acme/dev/${pkg.slug_perm}/quarantine/`

    expect((await admin('POST', path, {})).body).toMatchObject({
      is_quarantined: true,
      status_str: 'Quarantined',
      is_sync_completed: true,
      is_downloadable: false,
    })
    expect((await admin('GET', pkg.cdn_url)).status).toBe(403)
    expect((await admin('POST', path, {})).status).toBe(400)
    expect((await admin('POST', path, { restore: true })).body).toMatchObject({ is_quarantined: false, status_str: 'Completed' })
    expect((await admin('GET', pkg.cdn_url)).status).toBe(200)
    expect((await admin('POST', path, { release: true })).status).toBe(400)
  })
})

describe('deleting and resynchronising', () => {
  test('a deletion takes a while, and is refused while the package synchronises', async () => {
    const { emulator, admin, upload } = story()
    const { body } = await upload(lodash('1.0.0'))
    const path = `/packages/acme/dev/${body.slug_perm}/`
    expect((await admin('DELETE', path)).status).toBe(400)
    await emulator.settle()

    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', `${path}status/`)).status).toBe(200)
    await emulator.settle()
    expect((await admin('GET', `${path}status/`)).status).toBe(404)
  })

  test('a resync keeps the upload time, and scans again only a day later', async () => {
    const { emulator, admin, publish } = story()
    const before = await publish(lodash('1.0.0'))
    const resync = async () => {
      await admin('POST', `/packages/acme/dev/${before.slug_perm}/resync/`)
      await emulator.settle()
      return (await admin('GET', `/packages/acme/dev/${before.slug_perm}/`)).body
    }

    expect(await resync()).toMatchObject({
      uploaded_at: before.uploaded_at,
      security_scan_completed_at: before.security_scan_completed_at,
    })
    await emulator.clock.advance(24 * 3_600_000)
    expect((await resync()).security_scan_completed_at).not.toBe(before.security_scan_completed_at)
  })

  test('a scan by request is made at most every half hour', async () => {
    const { emulator, admin, publish } = story()
    const before = await publish(lodash('1.0.0'))
    const scan = async () => {
      expect((await admin('POST', `/packages/acme/dev/${before.slug_perm}/scan/`)).status).toBe(200)
      await emulator.settle()
      return (await admin('GET', `/packages/acme/dev/${before.slug_perm}/`)).body.security_scan_completed_at
    }

    expect(await scan()).toBe(before.security_scan_completed_at)
    await emulator.clock.advance(30 * 60_000)
    expect(await scan()).not.toBe(before.security_scan_completed_at)
  })
})

describe('lists', () => {
  test('come in pages, the newest first', async () => {
    const { emulator, admin } = story()
    for (let index = 0; index < 5; index++) {
      await emulator.clock.advance(1000)
      await emulator.add('acme/dev', rawFile({ name: `file-${index}`, bytes: `${index}` }))
    }

    const { body, headers } = await admin('GET', '/packages/acme/dev/?page=2&page_size=2')

    expect(body.map(({ name }: { name: string }) => name)).toEqual(['file-2', 'file-1'])
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-pagination-count': '5',
      'x-pagination-page': '2',
      'x-pagination-pagetotal': '3',
      'x-pagination-pagesize': '2',
    })
    expect(headers.get('link')).toMatch(
      /page=1[^>]*>; rel="first".*page=1[^>]*>; rel="prev".*page=3[^>]*>; rel="next".*page=3[^>]*>; rel="last"/,
    )
  })

  test('find and sort: contains, unless anchored', async () => {
    const { emulator, admin } = story()
    for (const [name, version] of [
      ['foo', '1.0'],
      ['foobar', '1.0'],
      ['foo', '1.0.1'],
    ]) {
      await emulator.add(
        'acme/dev',
        rawFile({ name: name ?? '', version: version ?? '', filename: `${name}-${version}`, bytes: `${name}${version}` }),
      )
    }
    const find = async (query: string) => {
      const { body } = await admin('GET', `/packages/acme/dev/?sort=name,version&query=${encodeURIComponent(query)}`)
      return body.map((pkg: { name: string; version: string }) => `${pkg.name} ${pkg.version}`)
    }

    expect(await find('name:foo')).toEqual(['foo 1.0', 'foo 1.0.1', 'foobar 1.0'])
    expect(await find('name:^foo$')).toEqual(['foo 1.0', 'foo 1.0.1'])
    expect(await find('name:^FOO$ AND version:^1.0$ AND format:raw')).toEqual(['foo 1.0'])
    expect((await admin('GET', '/packages/acme/dev/?query=nonsense:(')).status).toBe(400)
  })

  test('of a workspace hold what its repositories hold, and groups count it', async () => {
    const { emulator, admin } = story()
    await emulator.add('acme/dev', lodash('1.0.0'))
    await emulator.add('acme/dev', lodash('1.1.0'))
    await emulator.add('acme/staging', lodash('1.0.0'))

    expect((await admin('GET', '/packages/acme/')).body).toHaveLength(3)
    expect((await admin('GET', '/packages/acme/dev/groups/?sort=-count')).body.results).toMatchObject([
      { name: 'lodash', count: 2, backend_kind: 9 },
    ])
  })

  test('of dependencies say what a package asks for', async () => {
    const { admin, publish } = story()
    const { slug_perm, has_dependencies } = await publish(
      npmPackage({ name: 'app', version: '1.0.0', dependencies: { lodash: '^4.0.0' } }),
    )
    expect(has_dependencies).toBe(true)
    expect((await admin('GET', `/packages/acme/dev/${slug_perm}/dependencies/`)).body.dependencies).toMatchObject([
      { name: 'lodash' },
    ])
  })
})

describe('a bulk action', () => {
  test('does what it can, and says 200 with the reasons for the rest', async () => {
    const { emulator, admin, publish, upload } = story()
    const done = await publish(lodash('1.0.0'))
    const { body: fresh } = await upload(lodash('2.0.0'))
    const identifiers = [done.slug_perm, fresh.slug_perm, 'unknown']

    const { status, body } = await admin('POST', '/bulk-action/acme/', {
      action: 'Copy',
      identifiers,
      repository: 'dev',
      target_repository: 'staging',
    })

    expect(status).toBe(200)
    expect(body.packages_actioned).toEqual([done.slug_perm])
    expect(Object.keys(body.packages_failed_to_action)).toEqual([fresh.slug_perm, 'unknown'])
    await emulator.settle()
    expect((await admin('GET', '/packages/acme/staging/')).body).toMatchObject([{ name: 'lodash', is_sync_completed: true }])
  })

  test('takes 1 to 100 packages, and a target where one is needed', async () => {
    const { admin } = story()
    const send = (body: object) => admin('POST', '/bulk-action/acme/', body)
    expect((await send({ action: 'Delete', identifiers: [] })).status).toBe(422)
    expect((await send({ action: 'Delete', identifiers: Array.from({ length: 101 }, String) })).status).toBe(422)
    expect((await send({ action: 'Copy', identifiers: ['a'] })).body.fields).toHaveProperty('target_repository')
  })
})

test('a licence that is set by hand starts a resync', async () => {
  const { emulator, admin, publish } = story()
  const { slug_perm } = await publish(lodash('1.0.0'))

  const { body } = await admin('PATCH', `/packages/acme/dev/${slug_perm}/update-license/`, { spdx_license: 'Apache-2.0' })
  expect(body).toMatchObject({ spdx_license: 'Apache-2.0', raw_license: 'MIT', is_sync_awaiting: true })
  await emulator.settle()
  expect((await admin('GET', `/packages/acme/dev/${slug_perm}/`)).body).toMatchObject({
    is_sync_completed: true,
    license: 'Apache License 2.0',
  })
})

test('a licence that is set by hand is on SPDX’s list', async () => {
  const { admin, publish } = story()
  const { slug_perm } = await publish(lodash('1.0.0'))
  const path = `/packages/acme/dev/${slug_perm}/update-license/`

  expect((await admin('PATCH', path, { spdx_license: 'Ours' })).body.fields).toHaveProperty('spdx_license')
  expect((await admin('PATCH', path, { spdx_license: 'hippocratic-2.1' })).body).toMatchObject({
    spdx_license: 'Hippocratic-2.1',
  })
})

test('a licence that never ends is unknown, and cut where it is shown', async () => {
  const { publish } = story()
  const package60k = npmPackage({ name: 'a', version: '1.0.0', license: `MIT${' OR ISC'.repeat(20_000)}` })
  const { raw_license, spdx_license, osi_approved } = await publish(package60k)
  expect([raw_license.length, spdx_license, osi_approved]).toEqual([5001, null, false])
})

describe('the recycle bin', () => {
  test('holds what was deleted for a week, to be restored or deleted for good', async () => {
    const { emulator, admin, reader } = story()
    const packages = await Promise.all(
      ['a', 'b', 'c'].map((name) => emulator.add('acme/dev', rawFile({ name, bytes: name, filename: name }))),
    )
    const identifiers = packages.map(({ slug_perm }) => slug_perm)
    await admin('POST', '/bulk-action/acme/', { action: 'Delete', identifiers, repository: 'dev' })
    await emulator.settle()
    const act = (action: string, which: (string | undefined)[], send = admin) =>
      send('POST', '/recycle-bin/acme/action/', { action, identifiers: which })
    const names = async () =>
      (await admin('GET', '/recycle-bin/acme/?repository=dev')).body.map(({ name }: { name: string }) => name)

    expect(await names()).toEqual(['c', 'b', 'a'])
    expect((await act('restore', identifiers.slice(0, 1), reader)).body.packages_actioned).toEqual([])
    expect((await act('restore', [identifiers[0], 'unknown'])).body).toMatchObject({
      packages_actioned: [identifiers[0]],
      packages_failed_to_action: { unknown: { detail: 'Not found.' } },
    })
    expect((await act('hard_delete', [identifiers[1]])).body.packages_actioned).toEqual([identifiers[1]])
    expect((await admin('GET', '/packages/acme/dev/')).body).toMatchObject([
      { name: 'a', is_sync_completed: true, is_deleteable: true },
    ])
    expect(await names()).toEqual(['c'])
    await emulator.clock.advance(8 * 24 * 3_600_000)
    expect(await names()).toEqual([])
  })

  test('gives a deleted repository back with the first package, unless another has taken its place', async () => {
    const { emulator, admin } = story()
    const { slug_perm } = await emulator.add('acme/dev', rawFile({ name: 'a', bytes: 'a' }))
    await admin('DELETE', '/repos/acme/dev/')
    await emulator.settle()
    const restore = () => admin('POST', '/recycle-bin/acme/action/', { action: 'restore', identifiers: [slug_perm] })

    await admin('POST', '/repos/acme/', { name: 'dev' })
    expect((await restore()).body.packages_failed_to_action).toHaveProperty([slug_perm])
    await admin('DELETE', '/repos/acme/dev/')
    await emulator.settle()
    expect((await restore()).body.packages_actioned).toEqual([slug_perm])
    expect((await admin('GET', `/packages/acme/dev/${slug_perm}/`)).status).toBe(200)
  })
})
