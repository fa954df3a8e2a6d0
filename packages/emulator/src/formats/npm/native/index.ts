import { notAuthenticated, notFound } from '../../../core/errors.ts'
import { created, ok, type Reply } from '../../../core/reply.ts'
import { textAt } from '../../../files/tree.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { refused } from '../../../format/native-refusal.ts'
import { audit } from './audit.ts'
import { addTag, removeTag } from './change-tags.ts'
import { npmClients } from './clients.ts'
import { distTagsOf } from './dist-tags.ts'
import { installType, packumentOf, versionOf } from './metadata.ts'
import { type NpmPath, npmPath } from './paths.ts'
import { publish } from './publish.ts'
import { search } from './search.ts'
import { unpublish } from './unpublish.ts'
import { npmUpstream } from './upstream.ts'

/**
 * npm's registry.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 * @see docs/service.md#native-registries
 */
export const npmNative: Native = {
  host: 'npm',
  answer(request, repository) {
    const path = npmPath(request.segments)
    if (path === undefined) throw notFound()
    return answers[path.about](request, repository, path as never)
  },
  // `npm login --auth-type=legacy` only sends a name and a password, which is the key.
  async keyIn(request) {
    const isSigningIn = request.method === 'PUT' && request.path.startsWith('-/user/org.couchdb.user:')
    return isSigningIn ? textAt(await request.json(), 'password') : undefined
  },
  refusal: ({ status, detail, headers }) => ({ status, body: { error: detail }, headers }),
  clients: npmClients,
  upstream: npmUpstream,
}

type Answers = {
  readonly [About in NpmPath['about']]: (
    request: NativeRequest,
    repository: NativeRepository,
    path: Extract<NpmPath, { about: About }>,
  ) => Promise<Reply>
}

/** The handlers, by what a path refers to. */
const answers: Answers = {
  async package(request, repository, { name, revision }) {
    // Before it deletes a tarball, npm sends the remaining versions: the version is deleted then.
    if (request.method === 'PUT')
      return revision === undefined ? publish(name, await request.json(), repository) : ok({ ok: true })
    if (request.method === 'DELETE') return unpublish(name, undefined, repository)
    mustRead(request)
    const isForInstall = request.headers.get('accept')?.includes(installType) ?? false
    const body = await packumentOf(name, await versionsOf(name, repository), repository, isForInstall)
    return { ...ok(body), headers: { 'Content-Type': isForInstall ? installType : 'application/json', Vary: 'Accept' } }
  },
  async version(request, repository, { name, version }) {
    mustRead(request)
    const packages = await versionsOf(name, repository)
    const wanted = distTagsOf(packages, repository.settings)[version] ?? version
    const found = packages.find((pkg) => pkg.version === wanted)
    if (found === undefined) throw refused(404, `version not found: ${version}`)
    return ok(await versionOf(found, repository))
  },
  async tarball(request, repository, { name, version }) {
    if (request.method === 'DELETE') return unpublish(name, version, repository)
    mustRead(request)
    const found = await repository.package(name, version)
    if (found === undefined) throw notFound()
    return repository.give(found)
  },
  async 'dist-tags'(request, repository, { name, tag }) {
    if (tag !== undefined && request.method === 'DELETE') return removeTag(name, tag, repository)
    if (tag !== undefined && request.method !== 'GET') return addTag(name, tag, await request.json(), repository)
    mustRead(request)
    return ok(distTagsOf(await versionsOf(name, repository), repository.settings))
  },
  async registry(request, repository, { what }) {
    if (what === 'ping') return ok({})
    if (what === 'v1/search') return search(request.query, repository)
    if (what === 'npm/v1/security/advisories/bulk' && request.method === 'POST') {
      // Not available to entitlement tokens.
      known(repository)
      return audit(await request.json(), repository)
    }
    if (what === 'whoami') return ok({ username: known(repository) })
    if (what.startsWith('user/org.couchdb.user:') && request.method === 'PUT') return signIn(request, repository)
    throw notFound()
  },
}

/** The token is the key that the caller has signed in with. */
async function signIn(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const token = textAt(await request.json(), 'password') ?? ''
  return created({ ok: true, id: `org.couchdb.user:${known(repository)}`, token })
}

/** @throws {Refusal} 401 if the caller has no account */
function known({ caller }: NativeRepository): string {
  if (caller === undefined) throw notAuthenticated()
  return caller
}

/** All versions of a name. @throws {Refusal} 404 if there are none */
async function versionsOf(name: string, repository: NativeRepository) {
  const packages = await repository.find(name)
  if (packages.length === 0) throw notFound()
  return packages
}

/** @throws {Refusal} 405 if the request would change something that cannot be changed */
function mustRead({ method }: NativeRequest): void {
  if (method !== 'GET' && method !== 'HEAD') throw refused(405, `npm's registry has no ${method} for this.`)
}
