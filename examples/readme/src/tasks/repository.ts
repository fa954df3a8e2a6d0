import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** A private repository that keeps what it fetches, in a workspace that refuses bad licences and vulnerabilities. */
export async function setUp(cloudsmith: Cloudsmith) {
  const { repository, action } = await cloudsmith.repos.ensure({
    owner: 'acme',
    slug: 'proxies',
    repository_type_str: 'Private',
    copy_packages: 'Write',
    use_vulnerability_scanning: true,
  })
  const at = { owner: 'acme', repo: repository.slug }
  await cloudsmith.repos.upstreams.create({
    ...at,
    format: 'npm',
    name: 'npm',
    upstream_url: 'https://npm.example.com',
    is_active: true,
    mode: 'Cache and Proxy',
    trust_level: 'Untrusted',
  })
  await cloudsmith.repos.upstreams.create({
    ...at,
    format: 'deb',
    name: 'bookworm',
    upstream_url: 'https://debian.example.com/debian',
    is_active: true,
    distro_versions: ['debian/bookworm'],
  })
  await cloudsmith.orgs.licensePolicies.create({
    owner: 'acme',
    name: 'No network copyleft',
    spdx_identifiers: ['AGPL-3.0-only'],
    on_violation_quarantine: true,
  })
  await cloudsmith.orgs.vulnerabilityPolicies.create({ owner: 'acme', name: 'Nothing critical', min_severity: 'Critical' })
  return { action, upstreams: await cloudsmith.repos.upstreams.list(at).toArray() }
}
