import { noVersion, textField } from './fields.ts'
import type { Manifest, PackageUpload } from './types.ts'

/**
 * A raw file, of which the service knows what the request says. A name that equals the file name is no name, which comes to the same:
 * a file without a name is called by its file name. Without a version it has {@link noVersion}.
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
