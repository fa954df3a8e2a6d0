import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Copies the candidates that are not in quarantine to production, and says which these were. */
export async function release(cloudsmith: Cloudsmith): Promise<string[]> {
  const released: string[] = []
  for await (const pkg of cloudsmith.packages.list({ owner: 'acme', repo: 'dev', query: 'tag:candidate' })) {
    if (pkg.is_quarantined) continue
    await cloudsmith.packages.copy({ owner: 'acme', repo: 'dev', identifier: pkg.slug_perm, destination: 'production' })
    released.push(`${pkg.name} ${pkg.version}`)
  }
  return released
}
