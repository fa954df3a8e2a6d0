import type { Reply } from '../../core/reply.ts'
import { timestamp } from '../../core/time.ts'
import type { Actor } from '../../world/actor.ts'
import type { RepositoryRecord, WorkspaceRecord } from '../../world/records.ts'
import { profileUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'
import { auditOf } from './records.ts'

/** A request that has changed something. */
export interface AuditedChange {
  readonly id: string
  readonly method: string
  readonly path: Readonly<Record<string, string>>
  readonly actor: Actor
  readonly reply: Reply
  readonly workspace: WorkspaceRecord | undefined
  readonly repository: RepositoryRecord | undefined
}

/** Operations that change nothing, although their method suggests it. */
const looks = /(?:_validate|_test|^openid_create|^user_)/

/** Whether an operation changes something: all except reads, plus the one that removes a member by GET. */
export function isChange(id: string, method: string): boolean {
  return (method !== 'GET' && method !== 'HEAD' && !looks.test(id)) || id === 'orgs_members_remove'
}

/**
 * Writes a change to the log of its workspace. Event names have the service's form (`create.repository_gpg_key_created`), but its list of them is not
 * published: the emulator derives them from the operation.
 */
export function writeAudit(world: World, { id, method, path, actor, reply, ...home }: AuditedChange): void {
  const repository = home.repository ?? world.packages.get(path.package_slug_perm ?? '')?.repository
  const workspace = home.workspace ?? repository?.workspace
  if (workspace === undefined) return
  const { account } = actor
  const body = (reply.body ?? {}) as { name?: unknown; slug?: unknown; slug_perm?: unknown }
  const [kind, action] = [kindOf(id), actionOf(id, method)]
  const target = repository ? { name: repository.settings.name, slugPerm: repository.slugPerm } : workspace
  auditOf(workspace).push({
    repository,
    entry: {
      uuid: world.auditIds.uuid(),
      event_at: timestamp(world.clock.now()),
      event: `${action.group}.${kind}_${action.past}`,
      context: '',
      actor: account?.name ?? null,
      actor_kind: account?.kind.toLowerCase() ?? 'anonymous',
      actor_slug_perm: account?.slugPerm ?? null,
      actor_url: account ? profileUrl(world, account) : null,
      actor_ip_address: null,
      actor_location: {
        city: null,
        postal_code: null,
        country: null,
        country_code: '',
        continent: null,
        latitude: null,
        longitude: null,
      },
      object: text(body.name) ?? text(body.slug) ?? Object.values(path).at(-1) ?? '',
      object_kind: kind,
      object_slug_perm: text(body.slug_perm) ?? path.slug_perm ?? '',
      target: target.name,
      target_kind: repository ? 'repository' : 'namespace',
      target_slug_perm: target.slugPerm,
    },
  })
}

function actionOf(id: string, method: string): { group: string; past: string } {
  if (method === 'DELETE' || id === 'orgs_members_remove') return { group: 'delete', past: 'deleted' }
  if (method === 'PUT' || method === 'PATCH') return { group: 'update', past: 'updated' }
  if (/_create$|_upload_/.test(id)) return { group: 'create', past: 'created' }
  return { group: 'action', past: id.split('_').at(-1) ?? '' }
}

/** The type of object that an operation is about, from its id: `orgs_teams_create` is about a `team`. */
function kindOf(id: string): string {
  const words = id
    .replace(/_(?:create|update|partial_update|delete|destroy|remove|[a-z]+)$/, '')
    .replace(/_partial$/, '')
    .replace(/^(?:api_|workspaces_|orgs_(?=.))/, '')
    .replace(/^(?:repos|repo)(?=_|$)/, 'repository')
    .replaceAll('-', '_')
  return words
    .replace(/^packages_.*$/, 'package')
    .replace(/ies$/, 'y')
    .replace(/s$/, '')
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
