import { note } from '../../src/areas/native/notes.ts'
import { defaultWorkspaces, type Emulator, parseAdvisory, type WorkspaceSeed } from '../../src/index.ts'
import * as make from '../../src/testing.ts'
import type { PackageRecord } from '../../src/world/records.ts'
import { filledWorkspace } from '../clients/filled.ts'
import { everyRead } from './every-read.ts'

const [acme] = defaultWorkspaces as [WorkspaceSeed]

const named = { name: 'acme-a', version: '1.0.0', license: 'MIT', description: 'A demonstration' }

/** A package of each format that can be built. */
const packages: readonly make.PackageFixture[] = [
  make.alpinePackage({ ...named, version: '1.0-r0' }),
  make.cargoCrate({ ...named, dependencies: { serde: '1' } }),
  make.cocoapodsPod(named),
  make.composerPackage({ ...named, name: 'acme/a' }),
  make.conanPackage(named),
  make.condaPackage({ ...named, build: 'py_0' }),
  make.cranPackage({ ...named, name: 'acme.a', version: '1.0-1' }),
  make.dartPackage({ ...named, name: 'acme_a' }),
  make.debPackage({ ...named, version: '1:1.0-1', depends: 'libc6 (>= 2.36)' }),
  make.debSource({ ...named, version: '1:1.0-1' }),
  make.dockerImage({ name: 'acme/a', tag: '1.0', files: { a: 'a' } }),
  make.genericFile({ bytes: 'a', filepath: 'tools/a' }),
  make.goModule({ ...named, name: 'example.org/acme/a', version: 'v1.0.0' }),
  make.helmChart(named),
  make.hexPackage({ ...named, name: 'acme_a' }),
  make.luarocksRock({ ...named, version: '1.0-1' }),
  make.mavenJar({ ...named, groupId: 'org.acme', artifactId: 'a' }),
  make.nugetPackage(named),
  make.pythonWheel(named),
  make.rawFile({ bytes: 'a', name: 'a' }),
  make.rpmPackage({ ...named, release: '1.el9' }),
  make.rubyGem(named),
  make.swiftPackage({ ...named, scope: 'acme', name: 'A' }),
  make.terraformModule({ ...named, name: 'terraform-aws-a' }),
  make.vagrantBox({ ...named, name: 'acme/a' }),
]

/** A workspace with something in every part that an emulator stores, some of it under way. */
export async function fullWorld(): Promise<Emulator> {
  const { emulator, admin, upload, publish, pkg } = await filledWorkspace({
    workspaces: [{ ...acme, domains: ['packages.example.com'] }],
  })
  for (const fixture of packages) await emulator.add('acme/dev', fixture, { tags: ['first'] })
  const post = async (path: string, body?: unknown) => (await admin('POST', path, body)).body

  // Downloads, with a token and without.
  const token = await post('/entitlements/acme/dev/', {
    name: 'Someone',
    token: 'let-me-in-please',
    limit_package_query: 'name:a',
  })
  const [raw] = (await admin('GET', '/packages/acme/dev/?query=format:raw')).body
  await emulator.fetch(`${raw.cdn_url}?token=${token.token}`)
  await admin('GET', raw.cdn_url)
  await admin('GET', pkg.cdn_url)

  // A service exchanges a provider's token for a key that expires.
  const provider = {
    name: 'CI',
    provider_url: 'https://ci.example.com',
    enabled: true,
    claims: { ref: 'main' },
    service_accounts: ['ci'],
  }
  await post('/orgs/acme/openid-connect/', provider)
  const claims = { iss: 'https://ci.example.com', ref: 'main', exp: emulator.clock.now() / 1000 + 3600 }
  const oidc_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
  await post('/openid/acme/', { oidc_token, service_slug: 'ci' })

  // A package has been copied, tagged immutably and given another licence; one is a duplicate, and counts as malware.
  await post(`/packages/acme/dev/${pkg.slug_perm}/copy/`, { destination: 'production' })
  await post(`/packages/acme/dev/${pkg.slug_perm}/tag/`, { action: 'Add', tags: ['stable'], is_immutable: true })
  await admin('PATCH', `/packages/acme/dev/${pkg.slug_perm}/update-license/`, { spdx_license: 'MIT' })
  const twin = await publish(make.rawFile({ name: 'a', bytes: 'a' }))
  // Without the bytes that virus scanners would report.
  Object.assign(emulator.world.packages.get(twin.slug_perm) ?? {}, { isMalware: true })
  const policy = { package_query_string: 'name:judged', on_violation_quarantine: true }
  await post('/orgs/acme/license-policy/', { ...policy, name: 'No copyleft', spdx_identifiers: ['GPL-3.0-only'] })
  await post('/orgs/acme/vulnerability-policy/', { ...policy, name: 'No critical', min_severity: 'Low' })
  await publish(make.npmPackage({ name: 'judged', version: '1.0.0', license: 'GPL-3.0-only' }))
  emulator.advise([advisory])
  await emulator.settle()

  // Packages are fetched from an upstream, and one is deprecated.
  const earlier = emulator.clock.now() - 60_000
  await emulator.add('acme/staging', make.npmPackage({ name: 'fetched', version: '1.0.0' }), { uploadedAt: earlier })
  const upstream = { name: 'Staging', upstream_url: 'https://npm.cloudsmith.io/acme/staging', mode: 'Cache and Proxy' }
  await post('/repos/acme/dev/upstream/npm/', {
    ...upstream,
    is_active: true,
    auth_mode: 'Token',
    auth_secret: 'emulator-admin-key',
  })
  await admin('GET', 'https://npm.cloudsmith.io/acme/dev/fetched/-/fetched-1.0.0.tgz')
  const [fetched] = (await admin('GET', '/packages/acme/dev/?query=name:fetched')).body
  note(emulator.world.packages.get(fetched.slug_perm) as PackageRecord, 'deprecated', 'Too old.')

  // Uploads: requested, sent in parts, sent. A package whose bytes are missing, one that synchronises, one that is deleted soon.
  await post('/files/acme/dev/', { filename: 'announced.bin' })
  const { identifier } = await post('/files/acme/dev/', { filename: 'parts.bin', method: 'put_parts' })
  const headers = { 'X-Api-Key': 'emulator-admin-key' }
  const parts = `https://upload.cloudsmith.io/acme/dev/parts.bin?upload_id=${identifier}&part_number=1`
  await emulator.fetch(parts, { method: 'PUT', headers, body: 'the first part' })
  const waits = await post('/files/acme/dev/', { filename: 'waits.bin' })
  await post('/packages/acme/dev/upload/raw/', { package_file: waits.identifier, name: 'waits' })
  await upload(make.npmPackage({ name: 'under-way', version: '1.0.0' }))
  const soon = await emulator.add('acme/dev', make.rawFile({ name: 'soon', bytes: 'soon gone' }))
  await admin('DELETE', `/packages/acme/dev/${soon.slug_perm}/`)
  await post('/repos/acme/', { name: 'Leaving' })
  await admin('DELETE', '/repos/acme/leaving/')
  // Signing keys are generated when they are requested.
  await everyRead(emulator)
  return emulator
}

const advisory = parseAdvisory({
  id: 'GHSA-late',
  summary: 'Known late',
  affected: [
    ...['minimist', 'judged'].map((name) => ({
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }],
    })),
  ],
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
})
