import * as v from 'valibot'
import { upstreamFormats } from '../../catalogue/upstreams.ts'
import { repositoryDefaults } from '../../world/repository-defaults.ts'
import { checked, type MirroredRepository } from '../document.ts'
import type { GapKind } from '../gap.ts'
import { MirrorError } from '../mirror-error.ts'
import { connectionRow, entitlementRow, privilegeRow, upstreamRow, webhookRow } from '../rows.ts'
import { each } from './each.ts'
import { maskedToken, settingsIn } from './settings.ts'
import { listAll, type ReadId, type Source, type Values } from './source.ts'

/** A repository of which only the settings are known. */
export type RepositoryHead = Pick<MirroredRepository, 'slug_perm' | 'created_at' | 'settings'>

/** Everything about a repository except its packages. */
export type RepositoryFrame = Omit<MirroredRepository, keyof RepositoryHead | 'packages' | 'scans'>

/** Parts of a mirror that may be left out. */
export const mirrorParts = [
  'people',
  'policies',
  'privileges',
  'upstreams',
  'connected repositories',
  'webhooks',
  'entitlements',
] as const

/** @see mirrorParts */
export type MirrorPart = (typeof mirrorParts)[number]

const headRow = v.object({ slug: v.string(), name: v.string(), slug_perm: v.string(), created_at: v.nullish(v.string(), null) })

/**
 * Reads the repositories of a workspace, or the named ones, with their settings: 500 per request.
 *
 * @throws {MirrorError} if a named repository does not exist, or the caller may not know of it
 */
export async function readRepositories(
  source: Source,
  owner: string,
  names: readonly string[] | undefined,
): Promise<RepositoryHead[]> {
  const all = await source.once('repositories', async () =>
    (await listAll(source, 'repos_namespace_list', { owner })).map((row) => {
      const { slug, name, slug_perm, created_at } = checked(headRow, row, 'a repository')
      const told = Object.keys(repositoryDefaults).concat('storage_region')
      const fields = row as Readonly<Record<string, unknown>>
      const settings = Object.fromEntries(told.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key]]))
      return { slug_perm, created_at, settings: { ...settings, slug, name } }
    }),
  )
  return names === undefined ? all : [...new Set(names)].map((name) => named(all, name, owner))
}

function named(all: readonly RepositoryHead[], name: string, owner: string): RepositoryHead {
  const found = all.find(({ settings, slug_perm }) => settings.slug === name || slug_perm === name)
  if (found !== undefined) return found
  const known = all.map(({ settings }) => settings.slug).join(', ') || 'none'
  throw new MirrorError(
    `The workspace ${owner} has no repository ${JSON.stringify(name)} that this credential may see. It may see: ${known}.`,
  )
}

/** What to read of a repository, and how. */
export interface FrameWanted {
  readonly without: readonly MirrorPart[]
  /** Formats whose upstreams are requested. */
  readonly upstreams: readonly string[]
  readonly concurrency: number
}

/** Reads everything about a repository except its packages, as far as the caller may. */
export async function readFrame(
  source: Source,
  owner: string,
  { settings: { slug, repository_type_str: type } }: RepositoryHead,
  { without, upstreams: formats, concurrency }: FrameWanted,
): Promise<RepositoryFrame> {
  const where = `${owner}/${slug}`

  async function part<Value>(what: GapKind, key: string, read: (path: Values) => Promise<Value>): Promise<Value | undefined> {
    if (without.some((left) => left === what)) {
      source.lack(what, where, 'not requested', 'left out')
      return undefined
    }
    return source.orGap(`${key} ${slug}`, { what, where }, () => read({ owner, repo: slug, identifier: slug }))
  }
  const rows = <Row>(what: GapKind, id: ReadId, read: (row: unknown) => Row, field?: string) =>
    part(what, id, async (path) => (await listAll(source, id, path, field)).map(read))

  const privileges = await rows('privileges', 'repos_privileges_list', (row) => checked(privilegeRow, row, where), 'privileges')
  const retention = await part('retention', 'repo_retention_read', async (path) =>
    settingsIn('repo_retention_partial_update', (await source.ask('repo_retention_read', path)).body),
  )
  const connections = await rows(
    'connected repositories',
    'repos_connected_list',
    (row) => checked(connectionRow, row, where),
    'results',
  )
  const webhooks = await rows('webhooks', 'webhooks_list', (row) => {
    return checked(webhookRow, { ...(row as object), settings: settingsIn('webhooks_create', row) }, where)
  })
  if (webhooks?.length)
    source.lack(
      'secrets',
      where,
      'hidden',
      'signature keys of webhooks, and their URLs except for the host; all webhooks are disabled',
    )
  // Other repositories have none.
  const entitlements =
    type === 'Private'
      ? await rows('entitlements', 'entitlements_list', (row) => {
          const { token } = row as { token?: unknown }
          const settings = { ...settingsIn('entitlements_create', row), token: maskedToken(token) }
          return checked(entitlementRow, { ...(row as object), settings }, where)
        })
      : []
  if (entitlements?.length) source.lack('secrets', where, 'hidden', 'entitlement tokens, except for their last characters')
  const upstreams = await part('upstreams', 'upstreams', async (path) =>
    (await each(formats, concurrency, (format) => readUpstreams(source, path, format))).flat(),
  )
  const left = Object.keys(upstreamFormats).filter((format) => !formats.includes(format))
  if (left.length > 0 && !without.includes('upstreams'))
    source.lack('upstreams', where, 'not requested', `those for ${left.join(', ')}`)
  if (upstreams?.length) source.lack('secrets', where, 'hidden', 'credentials of upstreams')
  return {
    ...(privileges && { privileges }),
    ...(retention && { retention }),
    ...(connections && { connections }),
    ...(webhooks && { webhooks }),
    ...(entitlements && { entitlements }),
    ...(upstreams && { upstreams }),
  }
}

async function readUpstreams(source: Source, path: Values, format: string) {
  const id = `repos_upstream_${format}_list` as ReadId
  return source.once(`${id} ${path.repo}`, async () =>
    (await listAll(source, id, path)).map((row) => {
      const settings = settingsIn(`repos_upstream_${format}_create`, row)
      return checked(upstreamRow, { ...(row as object), format, settings }, `${path.owner}/${path.repo}`)
    }),
  )
}
