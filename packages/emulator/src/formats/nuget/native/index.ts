import { notFound } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { publishPath, symbolsPath } from './addresses.ts'
import { nugetClients } from './clients.ts'
import { flatContainer } from './flat-container.ts'
import { versionKey } from './ids.ts'
import { list, push } from './publish.ts'
import { registration } from './registration.ts'
import { autocomplete, search } from './search.ts'
import { serviceIndex } from './service-index.ts'
import { nugetUpstream } from './upstream.ts'

/**
 * NuGet's registry of version 3.
 *
 * @see https://learn.microsoft.com/nuget/api/overview
 * @see docs/service.md#native-registries
 */
export const nugetNative: Native = {
  host: 'nuget',
  severalOfVersion: true,
  versionKey,
  answer(request, repository) {
    const [first = '', ...path] = request.segments
    if (first !== 'v3') return publish(request, repository)
    mustRead(request)
    return answerReader(path, request, repository)
  },
  keyIn: ({ headers }) => headers.get('x-nuget-apikey') ?? undefined,
  clients: nugetClients,
  upstream: nugetUpstream,
}

async function answerReader(path: readonly string[], { query }: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const [resource = '', id = '', ...rest] = path
  if (path.join('/') === 'index.json') return ok(serviceIndex(repository.url))
  if (path.join('/') === 'query') return search(query, repository)
  if (path.join('/') === 'autocomplete') return autocomplete(query, repository)
  if (resource === 'flatcontainer') return flatContainer([id, ...rest], repository)
  if (resource === 'registrations' || resource === 'registrations-semver2') return registration(resource, id, rest, repository)
  throw notFound()
}

/** Clients push to the resource for that, older ones to the repository itself. */
async function publish(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const { method } = request
  const path = request.path.replace(/\/$/, '')
  if (method === 'PUT' && (path === publishPath || path === '')) return push(request, 'nupkg', repository)
  if (method === 'PUT' && path === symbolsPath) return push(request, 'snupkg', repository)
  const [id, version, ...more] = request.segments.slice(publishPath.split('/').length)
  if (!path.startsWith(`${publishPath}/`) || id === undefined || version === undefined || more.length > 0) throw notFound()
  if (method !== 'DELETE' && method !== 'POST') throw notFound()
  return list(id, version, method === 'POST', repository)
}
