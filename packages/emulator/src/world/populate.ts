import type { Account } from './account.ts'
import { createRepository } from './create-repository.ts'
import type { AccountSeed, WorkspaceSeed } from './options.ts'
import type { WorkspaceRecord } from './records.ts'
import type { World } from './world.ts'

/** Adds workspaces, accounts and repositories to a world. */
export function populate(world: World, seeds: readonly WorkspaceSeed[]): void {
  for (const seed of seeds) {
    const workspace = createWorkspace(world, seed)
    for (const hear of world.newWorkspaces) hear(workspace, seed)
    world.workspaces.set(workspace.slug, workspace)
    for (const account of seed.accounts) addMember(world, workspace, account)
    for (const repository of seed.repositories ?? []) {
      createRepository(world, workspace, {
        repository_type_str: 'Private',
        ...(typeof repository === 'string' ? { name: repository } : repository),
      })
    }
  }
}

function createWorkspace(world: World, { slug, name = slug }: WorkspaceSeed): WorkspaceRecord {
  return {
    slug,
    slugPerm: world.ids.slug(12),
    name,
    createdAt: world.clock.now(),
    members: new Map(),
    repositories: new Map(),
  }
}

function addMember(world: World, workspace: WorkspaceRecord, seed: AccountSeed): void {
  const account = world.accounts.get(seed.slug) ?? createAccount(world, seed)
  world.keys.set(seed.key, account)
  workspace.members.set(account, {
    account,
    role: seed.role ?? 'Member',
    privilege: seed.privilege ?? 'None',
    joinedAt: world.clock.now(),
    visibility: 'Public',
  })
}

function createAccount(world: World, { slug, key, name = slug, email = `${slug}@example.com` }: AccountSeed): Account {
  const now = world.clock.now()
  const account: Account = {
    slug,
    slugPerm: world.ids.slug(12),
    kind: 'User',
    name,
    email,
    joinedAt: now,
    keys: new Map([[world.ids.slug(12), { key, createdAt: now }]]),
  }
  world.accounts.set(slug, account)
  return account
}
