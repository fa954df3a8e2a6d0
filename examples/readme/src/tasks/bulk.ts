import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Copies everything that was approved, a hundred packages a request. */
export async function copyApproved(cloudsmith: Cloudsmith) {
  const approved = await cloudsmith.packages.list({ owner: 'acme', repo: 'staging', query: 'tag:approved' }).toArray()
  const identifiers = approved.map(({ slug_perm }) => slug_perm)
  const failures: string[] = []
  for (let first = 0; first < identifiers.length; first += 100) {
    const result = await cloudsmith.packages.bulkAction({
      owner: 'acme',
      repository: 'staging',
      action: 'Copy',
      target_repository: 'production',
      identifiers: identifiers.slice(first, first + 100),
    })
    failures.push(...Object.entries(result.packages_failed_to_action).map(([identifier, why]) => `${identifier}: ${why}`))
  }
  return { copied: identifiers.length - failures.length, failures }
}
