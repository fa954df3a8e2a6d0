import { orNotFound } from '../../../core/errors.ts'
import { curlClient } from '../../../format/curl.ts'
import { filePath } from '../../../format/file-path.ts'
import type { Native } from '../../../format/native.ts'
import type { NativePackage } from '../../../format/native-package.ts'
import { mustRead } from '../../../format/native-refusal.ts'

/** Generic files at their paths. @see docs/service.md#downloads */
export const genericNative: Native = {
  host: 'generic',
  downloads: true,
  answer(request, repository) {
    mustRead(request)
    const wanted = orNotFound(filePath(request.segments.join('/')))
    return repository.give(orNotFound(repository.packages().find((pkg) => pathOf(pkg) === wanted)))
  },
  clients: ({ url, credentials }) => [curlClient(url, { credentials }, 'FILEPATH')],
}

const pathOf = ({ fields: { filepath } }: NativePackage) => (typeof filepath === 'string' ? filePath(filepath) : undefined)
