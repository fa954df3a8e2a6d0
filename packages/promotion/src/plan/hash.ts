import type { Package } from '@cloudsmith-sdk/client'
import { digestsOf, identityOf } from '../identity.ts'
import type { Stage } from '../pipeline/define-pipeline.ts'
import type { Standing } from './destination.ts'

/**
 * The SHA-256, in hex, of what an approval agrees to: the step, the rules on its door, and every package with its bytes and how it stands
 * to the destination.
 */
export async function hashOf(
  { owner, from, to }: { owner: string; from: Stage; to: Stage },
  packages: readonly { row: Package; standing: Standing }[],
): Promise<string> {
  const content = [
    owner,
    [from.name, from.repository],
    [to.name, to.repository, to.action, to.tag ?? null, to.unscannable, to.staleScan ?? null, to.retention],
    to.gates.map(({ name, settings }) => [name, settings]),
    packages.map(({ row, standing }) => {
      const { format, name, version, filename } = identityOf(row)
      const files = digestsOf(row).map((file) => [file.filename, file.sha256 ?? null])
      return [format, name, version, filename, row.slug_perm, files, standing.kind]
    }),
  ]
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(content)))
  return Buffer.from(digest).toString('hex')
}
