import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { bodies } from '../bodies/index.ts'
import { checkBody } from '../core/fields.ts'
import type { Emulator } from '../emulator.ts'
import type { PackageFixture } from '../formats/package-fixture.ts'
import type { Call, OperationId } from '../operation/operation.ts'
import { operations } from '../operations/index.ts'
import type { EmulatorOptions } from '../options.ts'
import { createActor } from '../world/actor.ts'
import type { WorkspaceSeed } from '../world/options.ts'
import type { World } from '../world/world.ts'
import { flawsOfBody } from './api-object.ts'
import { type Made, makers } from './makers.ts'
import type { Seed } from './parse-seed.ts'
import type { PackageContent, RepositoryContent, WorkspaceContent } from './schema.ts'
import type { FieldPath } from './seed-error.ts'

/** The options of an emulator that a seed is then applied to. */
export function optionsOfSeed({ content }: Seed): EmulatorOptions {
  const { workspaces, ...rest } = content
  const given = { ...rest, ...(workspaces && { workspaces: workspaces.map(workspaceOf) }) }
  // Without fields that are undefined: they would hide defaults.
  return JSON.parse(JSON.stringify(given)) as EmulatorOptions
}

function workspaceOf({ repositories = [], policies: _policies, ...rest }: WorkspaceContent): WorkspaceSeed {
  const names = repositories.map((repository) =>
    typeof repository === 'string'
      ? { slug: repository, name: repository }
      : { slug: repository.slug, name: repository.name ?? repository.slug },
  )
  return { ...(rest as WorkspaceSeed), repositories: names.map((named) => ({ ...named, repository_type_str: 'Private' })) }
}

/**
 * Puts what a seed says of policies, settings and packages into an emulator that was made with {@link optionsOfSeed}. No event, request
 * or webhook comes of it.
 *
 * @param folder where the files of packages are looked for
 * @throws {SeedError} what the API would refuse, a file that is not there, a package that does not synchronise
 */
export async function applySeed(emulator: Emulator, seed: Seed, folder: string): Promise<void> {
  const { world } = emulator
  const ping = world.sendPing
  world.sendPing = () => {}
  try {
    for (const [index, workspace] of (seed.content.workspaces ?? []).entries()) {
      await applyWorkspace({ emulator, seed, folder, owner: workspace.slug }, workspace, ['workspaces', index])
    }
  } finally {
    world.sendPing = ping
  }
}

interface Application {
  readonly emulator: Emulator
  readonly seed: Seed
  readonly folder: string
  readonly owner: string
}

async function applyWorkspace(to: Application, { policies = {}, repositories = [] }: WorkspaceContent, path: FieldPath) {
  const org = { org: to.owner }
  const kinds = [
    ['license', 'orgs_license-policy_create'],
    ['vulnerability', 'orgs_vulnerability-policy_create'],
    ['deny', 'orgs_deny-policy_create'],
  ] as const
  for (const [kind, operation] of kinds) {
    for (const [index, body] of (policies[kind] ?? []).entries())
      call(to, operation, org, body, [...path, 'policies', kind, index])
  }
  for (const [index, repository] of repositories.entries()) {
    if (typeof repository !== 'string') await applyRepository(to, repository, [...path, 'repositories', index])
  }
}

async function applyRepository(to: Application, repository: RepositoryContent, path: FieldPath) {
  const { slug, settings, retention, privileges, upstreams = [], webhooks = [], packages = [] } = repository
  const { owner } = to
  const home = { owner, repo: slug, identifier: slug }
  if (settings) call(to, 'repos_partial_update', home, settings, [...path, 'settings'])
  if (retention) call(to, 'repo_retention_partial_update', home, retention, [...path, 'retention'])
  if (privileges) call(to, 'repos_privileges_update', home, { privileges }, path)
  for (const [index, { format, ...body }] of upstreams.entries()) {
    call(to, `repos_upstream_${format}_create` as OperationId, home, body, [...path, 'upstreams', index])
  }
  for (const [index, body] of webhooks.entries()) call(to, 'webhooks_create', home, body, [...path, 'webhooks', index])
  for (const [index, content] of packages.entries())
    await addPackage(to, `${owner}/${slug}`, content, [...path, 'packages', index])
}

async function addPackage({ emulator, seed, folder }: Application, place: string, content: PackageContent, path: FieldPath) {
  const { tags, uploader, uploadedAt } = content
  const options = { ...(tags && { tags }), ...(uploader && { uploader }), ...(uploadedAt && { uploadedAt }) }
  try {
    await emulator.add(place, await fixtureOf(content, folder), options)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw seed.error([{ path: content.file === undefined ? path : [...path, 'file'], message }])
  }
}

async function fixtureOf(content: PackageContent, folder: string): Promise<PackageFixture> {
  const { format, file, fields, name, version } = content
  if (file === undefined) {
    const { tags: _tags, uploader: _uploader, uploadedAt: _at, fields: _fields, format: _format, ...made } = content
    const fixture = (makers[format] as (made: Made) => PackageFixture)(made as Made)
    return { ...fixture, fields: { ...fixture.fields, ...fields } }
  }
  const given = { ...(name !== undefined && { name }), ...(version !== undefined && { version }), ...fields }
  return { format, filename: basename(file), bytes: await readFile(resolve(folder, file)), fields: given, extra: {} }
}

/** Does what a request of the workspace's first owner or manager would, but for everything around it. */
function call({ emulator, seed, owner }: Application, id: OperationId, path: object, body: object, at: FieldPath): void {
  const { world } = emulator
  const shape = bodies[id] ?? {}
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(shape, name))
  const act = () => {
    checkBody(shape, body)
    const operation = operations[id] as (call: Call<OperationId>) => unknown
    operation({
      path,
      body,
      query: {},
      actor: createActor(managerOf(world, owner), world.switches),
      world,
    } as unknown as Call<OperationId>)
  }
  const flaws = [...unknown.map((name) => ({ path: [name], message: 'there is no such field' })), ...flawsOfBody(act)]
  if (flaws.length > 0) throw seed.error(flaws.map(({ path: inner, message }) => ({ path: [...at, ...inner], message })))
}

function managerOf(world: World, owner: string) {
  const members = [...world.workspace(owner).members.values()]
  return members.find(({ role }) => role === 'Owner' || role === 'Manager')?.account
}
