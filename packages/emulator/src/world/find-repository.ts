import type { RepositoryRecord, WorkspaceRecord } from './records.ts'

/** Finds a repository by its slug or its `slug_perm`. */
export function findRepository({ repositories }: WorkspaceRecord, name: string): RepositoryRecord | undefined {
  return repositories.get(name) ?? [...repositories.values()].find(({ slugPerm }) => slugPerm === name)
}
