import type { fileFields } from '../generated/file-fields.ts'
import type { UploadRequests } from '../generated/formats.ts'
import type { FileInput } from './source.ts'

/** A package format that can be pushed. */
export type UploadFormat = keyof UploadRequests

/** Name of a field that takes a file. */
export type FileField = (typeof fileFields)[number]

/** An additional file of a package: a `File`, or bytes with a file name. */
export type ExtraFile = File | { file: FileInput; filename: string }

/** A format's own fields, with files in place of the upload identifiers that the service takes. */
export type FormatFields<Request> = {
  [Field in keyof Omit<Request, 'package_file' | 'republish' | 'tags'>]: Field extends FileField
    ? ExtraFile | Extract<Request[Field], undefined>
    : Field extends 'extra_files'
      ? readonly ExtraFile[]
      : Request[Field]
}
