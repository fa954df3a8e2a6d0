import type { RepositoryRecord, WorkspaceRecord } from './records.ts'

/** A repository by its slug, or by its `slug_perm`. */
export function findRepository({ repositories }: WorkspaceRecord, name: string): RepositoryRecord | undefined {
  return repositories.get(name) ?? [...repositories.values()].find(({ slugPerm }) => slugPerm === name)
}
