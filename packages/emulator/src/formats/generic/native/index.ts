import { orNotFound } from '../../../core/errors.ts'
import { curlClient } from '../../../format/curl.ts'
import { filePath } from '../../../format/file-path.ts'
import type { Native } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { mustRead } from '../../../format/native-refusal.ts'
import { genericUpstream } from './upstream.ts'

/** Generic files at their paths. @see docs/service.md#downloads */
export const genericNative: Native = {
  host: 'generic',
  downloads: true,
  // A file without a name has the last part of its path as its name.
  nameKey: (name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase(),
  async answer(request, repository) {
    mustRead(request)
    const wanted = orNotFound(filePath(request.segments.join('/')))
    const isIt = (pkg: NativePackage) => pathOf(pkg) === wanted
    const found = repository.packages().find(isIt) ?? (await repository.find(wanted)).find(isIt)
    return repository.give(orNotFound(found))
  },
  clients: ({ url, credentials }) => [curlClient(url, { credentials }, 'FILEPATH')],
  upstream: genericUpstream,
}

const pathOf = ({ fields: { filepath } }: NativePackage) => (typeof filepath === 'string' ? filePath(filepath) : undefined)
