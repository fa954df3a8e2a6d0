import { notFound, Refusal } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { Native } from '../../../format/native.ts'
import { mavenClients } from './clients.ts'
import { giveFile, given } from './files.ts'
import { listing } from './listing.ts'
import { metadataOf } from './metadata.ts'
import { mavenPath } from './paths.ts'
import { put } from './publish.ts'
import { mavenUpstream } from './upstream.ts'

/**
 * A Maven repository: clients read from the download host, and deploy to Maven's own host.
 *
 * @see https://maven.apache.org/repository/layout.html
 * @see docs/service.md#native-registries
 */
export const mavenNative: Native = {
  host: 'maven',
  downloads: true,
  naming: {
    whole: ({ name, identifiers }) => `${identifiers.maven_group_id ?? ''}:${name}`,
    own: (whole) => whole.slice(whole.indexOf(':') + 1),
  },
  async answer(request, repository): Promise<Reply> {
    const path = mavenPath(request.segments)
    if (path === undefined) throw notFound()
    if (request.method === 'PUT') return put(path, request, repository)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new Refusal({ status: 405, body: { detail: `A Maven repository has no ${request.method}.` } })
    if (path.about === 'metadata') return given(await metadataOf(path.folders, repository), path.checksum)
    if (path.about === 'folder') return listing(path.place, repository)
    return giveFile(path.place, path.filename, path.checksum, repository)
  },
  clients: mavenClients,
  upstream: mavenUpstream,
}
