import { UnreadableError } from '../../files/unreadable.ts'
import { readByRequest } from '../../format/by-request.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * A file at a path of the uploader's choice (`filepath`, required), which may be one of many of a name and version. Without a name it
 * is called by the last part of its path, without a version it has that of packages that nobody gave one.
 */
export function readGeneric(upload: PackageUpload): Manifest {
  const filepath = textField(upload, 'filepath')
  if (!filepath) throw new UnreadableError('the request has no filepath')
  const basename = filepath.split('/').findLast((part) => part !== '')
  return { ...readByRequest(upload), name: textField(upload, 'name') ?? basename ?? upload.file.filename }
}
