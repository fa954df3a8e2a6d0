import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { workspace } from './pipeline.ts'

/** The packages that wait for people, and their versions. */
export const waiting = { express: '4.19.2', ms: '2.1.3', requests: '2.32.4' } as const

/** What a repository holds of them, by the registry itself, whatever pages say: their bytes by name. */
export async function waitingIn(cloudsmith: Cloudsmith, repo: string): Promise<ReadonlyMap<string, string | null>> {
  const rows = await cloudsmith.packages.list({ owner: workspace, repo }).toArray()
  const versions: Readonly<Record<string, string>> = waiting
  return new Map(
    rows.filter(({ name, version }) => versions[name ?? ''] === version).map((row) => [row.name ?? '', row.checksum_sha256]),
  )
}
