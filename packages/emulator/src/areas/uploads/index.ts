import type { Area } from '../../operation/area.ts'
import { uploadsOf } from '../../package/uploads.ts'
import * as files from './files.ts'
import { uploadOperations } from './uploads.ts'

/** Files on their way, and the packages that are made of them. */
export const uploads: Area = {
  title: 'uploads',
  operations: [files, uploadOperations],
  parts: [uploadsOf],
}
