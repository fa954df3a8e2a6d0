import { UnreadableError } from '../../files/unreadable.ts'
import { readByRequest } from '../../format/by-request.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a file at a path that the uploader chooses (`filepath`, required). Several files may have the same name and version. Without a name, it gets
 * the last part of its path; without a version, the default version.
 */
export function readGeneric(upload: PackageUpload): Manifest {
  const filepath = textField(upload, 'filepath')
  if (!filepath) throw new UnreadableError('the request has no filepath')
  const basename = filepath.split('/').findLast((part) => part !== '')
  return { ...readByRequest(upload), name: textField(upload, 'name') ?? basename ?? upload.file.filename }
}
