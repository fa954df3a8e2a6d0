import { noVersion, textField } from './fields.ts'
import type { Manifest, PackageUpload } from './types.ts'
import { UnreadableError } from './unreadable.ts'

/**
 * A raw file, of which the service knows what the request says. A name that equals the file name is no name, which comes to the same:
 * a file without a name is called by its file name. Without a version it has {@link noVersion}.
 */
export function readRaw(upload: PackageUpload): Manifest {
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

/**
 * A file at a path of the uploader's choice (`filepath`, required), which may be one of many of a name and version. Without a name it
 * is called by the last part of its path, without a version it has {@link noVersion}.
 */
export function readGeneric(upload: PackageUpload): Manifest {
  const filepath = textField(upload, 'filepath')
  if (!filepath) throw new UnreadableError('the request has no filepath')
  const basename = filepath.split('/').findLast((part) => part !== '')
  return { ...readRaw(upload), name: textField(upload, 'name') ?? basename ?? upload.file.filename }
}
