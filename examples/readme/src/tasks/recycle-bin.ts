import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** Brings back what was deleted from a repository by mistake. */
export async function bringBack(cloudsmith: Cloudsmith) {
  const deleted = await cloudsmith.recycleBin.list({ owner: 'acme', repository: 'development' }).toArray()
  await cloudsmith.recycleBin.restore({ owner: 'acme', identifiers: deleted.map(({ slug_perm }) => slug_perm) })
  return deleted.map(({ name }) => name)
}
