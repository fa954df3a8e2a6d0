import { notFound } from '../../../core/errors.ts'
import type { Reply } from '../../../core/reply.ts'
import type { Native, NativeRepository, NativeRequest } from '../../../format/native.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { rubyClients } from './clients.ts'
import { infoOf, namesOf, versionsOf } from './compact-index.ts'
import { gemCalled } from './find-gem.ts'
import { writtenVersion } from './full-name.ts'
import { indexFile } from './index-file.ts'
import { listOf, lists, specificationReply } from './marshaled.ts'
import { answerPush } from './publish.ts'
import { rubyUpstream } from './upstream.ts'

/**
 * The compact index of gems, and the lists for older clients, at the download host; gems are pushed to another host.
 *
 * @see https://guides.rubygems.org/rubygems-org-compact-index-api/
 * @see docs/service.md#native-registries
 */
export const rubyNative: Native = {
  host: 'ruby',
  hostTakesUploadsOnly: true,
  downloads: true,
  severalOfVersion: true,
  versionKey: writtenVersion,
  answer(request, repository) {
    if (!request.isDownload) return answerPush(request, repository)
    mustRead(request, 'The index can be read, and nothing else: gems are pushed elsewhere.')
    return answerIndex(request, repository)
  },
  // `gem push` sends a key as it is in ~/.gem/credentials, where it need not have a scheme.
  keyIn({ headers }) {
    const given = headers.get('authorization')?.trim()
    return given !== undefined && /^\S+$/.test(given) ? given : undefined
  },
  // gem shows the text of a response as it is.
  refusal: ({ status, detail, headers }) => ({
    status,
    raw: `${detail}\n`,
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  }),
  clients: rubyClients,
  upstream: rubyUpstream,
}

const listName = /^(specs|latest_specs|prerelease_specs)\.4\.8\.gz$/

async function answerIndex(request: NativeRequest, repository: NativeRepository): Promise<Reply> {
  const [first = '', second, third, ...more] = request.segments
  // gem requests this first, to check whether there is a compact index.
  if (first === '' && second === undefined) return indexFile(request, `Gems of ${repository.owner}/${repository.repo}\n`)
  if (first === 'quick' && second === 'Marshal.4.8' && third?.endsWith('.gemspec.rz') && more.length === 0)
    return specificationReply(await gemCalled(third.slice(0, -'.gemspec.rz'.length), repository))
  if (third !== undefined) throw notFound()
  if (first === 'gems' && second?.endsWith('.gem')) return repository.give(await gemCalled(second.slice(0, -4), repository))
  if (first === 'info' && second) return indexFile(request, await infoOf(second, repository))
  if (second !== undefined) throw notFound()
  if (first === 'versions') return indexFile(request, await versionsOf(repository))
  if (first === 'names') return indexFile(request, await namesOf(repository))
  const [, list] = listName.exec(first) ?? []
  if (list === undefined) throw notFound()
  return listOf(lists[list as keyof typeof lists], repository)
}
