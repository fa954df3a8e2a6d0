import { notFound, Refusal } from '../../../core/errors.ts'
import { ok, type Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { npmClients } from './clients.ts'
import { distTagsOf } from './dist-tags.ts'
import { installType, packumentOf, versionOf } from './metadata.ts'
import { type NpmPath, npmPath } from './paths.ts'
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
    return read(request, repository, path)
  },
  refusal: ({ status, detail, headers }) => ({ status, body: { error: detail }, headers }),
  clients: npmClients,
  upstream: npmUpstream,
}

async function read(request: NativeRequest, repository: NativeRepository, path: NpmPath): Promise<Reply> {
  switch (path.about) {
    case 'package': {
      const isForInstall = request.headers.get('accept')?.includes(installType) ?? false
      const packages = await found(repository, path.name)
      const body = await packumentOf(path.name, packages, repository, isForInstall)
      return { ...ok(body), headers: { 'Content-Type': isForInstall ? installType : 'application/json', Vary: 'Accept' } }
    }
    case 'version': {
      const packages = await found(repository, path.name)
      const version = distTagsOf(packages, repository.settings)[path.version] ?? path.version
      const pkg = packages.find((one) => one.version === version)
      if (pkg === undefined) throw versionNotFound(path.version)
      return ok(await versionOf(pkg, repository))
    }
    case 'tarball': {
      const pkg = await repository.package(path.name, path.version)
      if (pkg === undefined) throw notFound()
      return repository.give(pkg)
    }
    case 'dist-tags':
      return ok(distTagsOf(await found(repository, path.name), repository.settings))
    case 'registry':
      if (path.what === 'ping') return ok({})
      throw notFound()
  }
}

/** All versions of a name. @throws {Refusal} 404 where there is none */
async function found(repository: NativeRepository, name: string) {
  const packages = await repository.find(name)
  if (packages.length === 0) throw notFound()
  return packages
}

const versionNotFound = (version: string): Refusal =>
  new Refusal({ status: 404, body: { detail: `version not found: ${version}` } })
