import { readByRequest } from '../../format/by-request.ts'
import type { Format } from '../../format/format.ts'
import { rawFile } from './build.ts'
import { rawNative } from './native/index.ts'

/** Raw. */
export const raw: Format = {
  name: 'Raw',
  extensions: [],
  namedBy: 'the request, else the file name',
  backendKind: 7,
  supports: { metadata: false, versioning: false },
  read: readByRequest,
  native: rawNative,
  make({ name, version, content = `${name} ${version}\n`, description }) {
    const filename = `${name.replaceAll('/', '-')}-${version}.bin`
    return rawFile({ bytes: content, filename, name, version, ...(description !== undefined && { description }) })
  },
}
