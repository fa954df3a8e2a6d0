import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Lets jobs of a CI service act: those of one project as one service account, those of others by the branch that they run on. */
export async function trust(cloudsmith: Cloudsmith) {
  const { slug: deployer } = await cloudsmith.orgs.services.create({ owner: 'acme', name: 'Deployer' })
  const provider = { owner: 'acme', provider_url: 'https://ci.example', enabled: true }
  await cloudsmith.orgs.openidProviders.create({
    ...provider,
    name: 'CI of the shop',
    claims: { project: 'acme/shop', ref: 'refs/heads/main' },
    service_accounts: [deployer],
  })
  const mapped = await cloudsmith.orgs.openidProviders.create({
    ...provider,
    name: 'CI of everything else',
    claims: { group: 'acme' },
    mapping_claim: 'ref',
    dynamic_mappings: [{ claim_value: 'refs/heads/main', service_account: deployer }],
  })
  return mapped.dynamic_mappings
}
