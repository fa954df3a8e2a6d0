import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { checkDistribution } from '../areas/uploads/create.ts'
import { formatInfo } from '../catalogue/formats.ts'
import { Refusal } from '../core/errors.ts'
import type { FieldPath } from '../core/field-path.ts'
import { perform } from '../dispatch/api.ts'
import { locate } from '../dispatch/locate.ts'
import type { Emulator } from '../emulator.ts'
import type { PackageFixture } from '../format/package-fixture.ts'
import type { Sketch } from '../format/sketch.ts'
import type { OperationId } from '../operation/operation.ts'
import type { EmulatorOptions } from '../options.ts'
import { rulesOf } from '../requests/rules.ts'
import { unknownFields } from '../requests/unknown.ts'
import { createActor } from '../world/actor.ts'
import type { WorkspaceSeed } from '../world/options.ts'
import type { World } from '../world/world.ts'
import { flawsOfRefusal } from './api-object.ts'
import { culpritOf } from './culprit.ts'
import type { Seed } from './parse-seed.ts'
import type { PackageContent, RepositoryContent, WorkspaceContent } from './schema.ts'
import type { Flaw } from './seed-error.ts'

/** The options with which to create an emulator that a seed is then applied to. */
export function optionsOfSeed({ content }: Seed): EmulatorOptions {
  const { workspaces, ...rest } = content
  const given = { ...rest, ...(workspaces && { workspaces: workspaces.map(workspaceOf) }) }
  // Drops undefined fields, which would hide defaults.
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
 * Adds the policies, settings and packages of a seed to an emulator that was created with {@link optionsOfSeed}. This causes no events, requests or
 * webhooks.
 *
 * @param folder the folder that the package files of the seed are relative to
 * @throws {SeedError} if the API would refuse something, a file is missing, or a package does not synchronise
 */
export async function applySeed(emulator: Emulator, seed: Seed, folder: string): Promise<void> {
  await emulator.world.silently(async () => {
    for (const [index, workspace] of (seed.content.workspaces ?? []).entries()) {
      await applyWorkspace({ emulator, seed, folder, owner: workspace.slug }, workspace, ['workspaces', index])
    }
  })
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
      await call(to, operation, org, body, [...path, 'policies', kind, index])
  }
  for (const [index, repository] of repositories.entries()) {
    if (typeof repository !== 'string') await applyRepository(to, repository, [...path, 'repositories', index])
  }
}

async function applyRepository(to: Application, repository: RepositoryContent, path: FieldPath) {
  const { slug, settings, retention, privileges, upstreams = [], webhooks = [], packages = [] } = repository
  const { owner } = to
  const home = { owner, repo: slug, identifier: slug }
  if (settings) await call(to, 'repos_partial_update', home, settings, [...path, 'settings'])
  if (retention) await call(to, 'repo_retention_partial_update', home, retention, [...path, 'retention'])
  if (privileges) await call(to, 'repos_privileges_update', home, { privileges }, path)
  for (const [index, { format, ...body }] of upstreams.entries()) {
    await call(to, `repos_upstream_${format}_create` as OperationId, home, body, [...path, 'upstreams', index])
  }
  for (const [index, body] of webhooks.entries()) await call(to, 'webhooks_create', home, body, [...path, 'webhooks', index])
  for (const [index, content] of packages.entries())
    await addPackage(to, `${owner}/${slug}`, content, [...path, 'packages', index])
}

async function addPackage({ emulator, seed, folder }: Application, place: string, content: PackageContent, path: FieldPath) {
  const { tags, uploader, uploadedAt } = content
  const options = { ...(tags && { tags }), ...(uploader && { uploader }), ...(uploadedAt && { uploadedAt }) }
  try {
    const fixture = await fixtureOf(content, folder)
    if (fixture.fields.distribution !== undefined) checkDistribution(emulator.world, fixture.format, fixture.fields)
    await emulator.add(place, fixture, options)
  } catch (error) {
    if (error instanceof Refusal) {
      throw seed.error(
        flawsOfRefusal(error).map(({ path: inner, message }) => ({ path: [...path, 'fields', ...inner], message })),
      )
    }
    throw seed.error([await flawOf(content, path, messageOf(error))])
  }
}

/** What is wrong with a package, at its file or at the field that prevents building it. */
async function flawOf(content: PackageContent, path: FieldPath, message: string): Promise<Flaw> {
  if (content.file !== undefined) return { path: [...path, 'file'], message }
  const culprit = await culpritOf(content.format, sketchOf(content))
  if (culprit === undefined) return { path, message }
  return { path: [...path, culprit.field], message: `${message} (${culprit.example} would do)` }
}

/** File-system errors in their own words, all others with their message. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file next to the seed'
  return code === 'EISDIR' ? 'is a folder' : error.message
}

async function fixtureOf(content: PackageContent, folder: string): Promise<PackageFixture> {
  const { format, file, fields, name, version } = content
  if (file === undefined) {
    const fixture = formatInfo(format).make?.(sketchOf(content))
    if (fixture === undefined) throw new Error(`${format} packages cannot be generated`)
    return { ...fixture, fields: { ...fixture.fields, ...fields } }
  }
  const given = { ...(name !== undefined && { name }), ...(version !== undefined && { version }), ...fields }
  return { format, filename: basename(file), bytes: await readFile(resolve(folder, file)), fields: given, extra: {} }
}

/** The fields of a package that is to be built. */
function sketchOf({ name = '', version = '', license, description, content }: PackageContent): Sketch {
  return JSON.parse(JSON.stringify({ name, version, license, description, content })) as Sketch
}

/** Does what a request of the workspace's first owner or manager would do, but without its side effects. */
async function call(to: Application, id: OperationId, path: Record<string, string>, body: object, at: FieldPath): Promise<void> {
  const { emulator, seed, owner } = to
  const { world } = emulator
  const unknown = unknownFields(rulesOf(id).body ?? {}, body)
  const actor = createActor(managerOf(world, owner), world.switches)
  const act = async () => {
    await perform(id, { ...locate(path, { id, world, actor, isRead: false }), ...aside(emulator), path, body, actor, world })
    return []
  }
  const flaws = [...unknown.map((path) => ({ path, message: 'there is no such field' })), ...(await act().catch(flawsOfRefusal))]
  if (flaws.length > 0) throw seed.error(flaws.map(({ path: inner, message }) => ({ path: [...at, ...inner], message })))
}

/** Stand-ins for what changing operations do not use. */
const aside = ({ origin, switches, rateLimit }: Emulator) => ({
  query: {},
  allowance: { limit: rateLimit.limit, remaining: rateLimit.limit, reset: 0, interval: 0, wait: 0, throttled: false },
  pager: { ...switches, url: new URL(origin) },
})

function managerOf(world: World, owner: string) {
  const members = [...world.workspace(owner).members.values()]
  return members.find(({ role }) => role === 'Owner' || role === 'Manager')?.account
}
