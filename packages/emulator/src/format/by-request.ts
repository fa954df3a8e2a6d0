import { noVersion, textField } from './fields.ts'
import type { Manifest, PackageUpload } from './types.ts'

/**
 * Reads a raw file, for which the service only knows what the request says. A file without a name gets its file name as its name. Without a version,
 * it gets {@link noVersion}.
 */
export function readByRequest(upload: PackageUpload): Manifest {
  return {
    name: textField(upload, 'name') ?? upload.file.filename,
    version: textField(upload, 'version') ?? noVersion,
    summary: textField(upload, 'summary'),
    description: textField(upload, 'description'),
    architectures: [],
    dependencies: [],
    identifiers: {},
    numFiles: 0,
  }
}
