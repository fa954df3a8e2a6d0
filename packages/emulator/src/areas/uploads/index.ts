import type { Area } from '../../operation/area.ts'
import { uploadsOf } from '../../package/uploads.ts'
import * as files from './files.ts'
import { uploadOperations } from './uploads.ts'

/** Uploads of files, and the packages that are created from them. */
export const uploads: Area = {
  title: 'uploads',
  operations: [files, uploadOperations],
  parts: [uploadsOf],
}
