import type { fileFields } from '../generated/file-fields.ts'
import type { UploadRequests } from '../generated/formats.ts'
import type { FileInput } from './source.ts'

/** A format that packages can be pushed in. */
export type UploadFormat = keyof UploadRequests

/** Name of a field that holds a file. */
export type FileField = (typeof fileFields)[number]

/** A further file of a package: bytes that know their name, or bytes with a name. */
export type ExtraFile = File | { file: FileInput; filename: string }

/** A format's own fields, with files where the service takes identifiers of uploads. */
export type FormatFields<Request> = {
  [Field in keyof Omit<Request, 'package_file' | 'republish' | 'tags'>]: Field extends FileField
    ? ExtraFile | Extract<Request[Field], undefined>
    : Field extends 'extra_files'
      ? readonly ExtraFile[]
      : Request[Field]
}
