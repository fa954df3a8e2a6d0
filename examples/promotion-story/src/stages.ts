import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Slug of the workspace that the story plays in. */
export const owner = 'acme'

/** The repositories that a package passes, in order. Only the first has upstreams. */
export const stages = ['development', 'staging', 'production'] as const

/** One of the repositories. */
export type Stage = (typeof stages)[number]

/** Creates the three repositories; development proxies npm and PyPI, the others know nothing but what is promoted to them. */
export async function createStages(cloudsmith: Cloudsmith): Promise<void> {
  for (const stage of stages) {
    await cloudsmith.repos.create({
      owner,
      name: stage,
      slug: stage,
      repository_type_str: 'Private',
      use_vulnerability_scanning: true,
    })
  }
  const place = { owner, repo: 'development' }
  await cloudsmith.repos.upstreams.npm.create({
    ...place,
    name: 'npm',
    upstream_url: 'https://npm.example.com',
    is_active: true,
    mode: 'Cache and Proxy',
  })
  await cloudsmith.repos.upstreams.python.create({
    ...place,
    name: 'PyPI',
    upstream_url: 'https://pypi.example.com',
    is_active: true,
    mode: 'Cache and Proxy',
  })
}

/** Sets what no package may have: findings of high severity and above, and a licence that the company does not ship. */
export async function createPolicies(cloudsmith: Cloudsmith): Promise<void> {
  await cloudsmith.orgs.vulnerabilityPolicies.create({
    owner,
    name: 'No known holes',
    description: 'Findings of high severity and above stay in development',
    min_severity: 'High',
    on_violation_quarantine: true,
  })
  await cloudsmith.orgs.licensePolicies.create({
    owner,
    name: 'No AGPL',
    description: 'We do not ship software under the AGPL',
    spdx_identifiers: ['AGPL-3.0-only'],
    allow_unknown_licenses: true,
    on_violation_quarantine: true,
  })
}
