import type { Cloudsmith } from '@cloudsmith-sdk/client'
import type { AddressOf } from './outside.ts'

/** Slug of the workspace that the story plays in. */
export const owner = 'acme'

/** The repositories that a package passes, in order. Only the first has upstreams. */
export const stages = ['development', 'staging', 'production'] as const

/** One of the repositories. */
export type Stage = (typeof stages)[number]

/**
 * Creates the three repositories; development fetches from outside, the others have nothing but what is promoted to them.
 *
 * @param outside where the public registries are, by format
 */
export async function createStages(cloudsmith: Cloudsmith, outside: AddressOf): Promise<void> {
  for (const stage of stages) {
    await cloudsmith.repos.create({
      owner,
      name: stage,
      slug: stage,
      repository_type_str: 'Private',
      use_vulnerability_scanning: true,
    })
  }
  const upstream = { owner, repo: 'development', is_active: true, mode: 'Cache and Proxy' } as const
  await cloudsmith.repos.upstreams.npm.create({ ...upstream, name: 'npm outside', upstream_url: outside('npm') })
  await cloudsmith.repos.upstreams.python.create({ ...upstream, name: 'Python outside', upstream_url: outside('python') })
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
