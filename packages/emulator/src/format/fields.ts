import type { PackageUpload } from './types.ts'

/**
 * The version of a package without a version.
 *
 * It is not known what the service does. With a constant, a second upload of the same file is a duplicate, as it is for files with a version, and `0`
 * sorts below every real version in every ecosystem.
 */
export const noVersion = '0'

/** A text field of the request, trimmed; undefined if it is missing, empty or not a text. */
export function textField(upload: PackageUpload, name: string): string | undefined {
  const value = upload.fields[name]
  return (typeof value === 'string' && value.trim()) || undefined
}
