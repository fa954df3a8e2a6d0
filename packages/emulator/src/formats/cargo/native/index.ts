import { notFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { cargoClients } from './clients.ts'
import { indexOf, nameInIndex } from './metadata.ts'
import { publish, yank } from './publish.ts'
import { search } from './search.ts'
import { cargoUpstream } from './upstream.ts'

/**
 * Cargo's registry with a sparse index, and its web API.
 *
 * @see https://doc.rust-lang.org/cargo/reference/registry-index.html
 * @see https://doc.rust-lang.org/cargo/reference/registry-web-api.html
 * @see docs/service.md#native-registries
 */
export const cargoNative: Native = {
  host: 'cargo',
  async answer(request, repository): Promise<Reply> {
    if (request.path.startsWith('api/v1/crates')) return api(request, repository)
    if (request.method !== 'GET' && request.method !== 'HEAD') throw notFound()
    if (request.path === 'config.json') return ok(configOf(request, repository))
    const name = nameInIndex(request.segments)
    if (name === undefined) throw notFound()
    return indexOf(name, repository)
  },
  // Cargo sends a token without a scheme.
  keyIn({ headers }) {
    const given = headers.get('authorization')?.trim()
    return given !== undefined && /^\S+$/.test(given) ? given : undefined
  },
  refusal: ({ status, detail, headers }) => ({ status, body: { errors: [{ detail }] }, headers }),
  clients: cargoClients,
  upstream: cargoUpstream,
}

/** Cargo only sends its token where the configuration requires it: required if this request needed one. */
function configOf({ headers }: NativeRequest, { url }: NativeRepository): object {
  const needsToken = headers.get('authorization') !== null
  return { dl: `${url}/api/v1/crates`, api: url, ...(needsToken ? { 'auth-required': true } : {}) }
}

async function api(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const [name, version, what] = request.segments.slice(3)
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  if (name === undefined && isReading) return search(request.query, repository)
  if (name === 'new' && version === undefined && request.method === 'PUT') return publish(await request.bytes(), repository)
  if (name === undefined || version === undefined) throw notFound()
  if (what === 'yank' && request.method === 'DELETE') return yank(name, version, true, repository)
  if (what === 'unyank' && request.method === 'PUT') return yank(name, version, false, repository)
  if (what !== 'download' || !isReading) throw notFound()
  const pkg = await repository.package(name, version)
  if (pkg === undefined) throw notFound()
  return repository.give(pkg, pkg.files[0], { 'Content-Type': 'application/gzip' })
}
