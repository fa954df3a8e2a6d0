import type { PackageUpload } from './types.ts'

/**
 * The version of a package that nobody gave one.
 *
 * What the service does is unknown. A constant makes a second upload of the same file a duplicate, as it is for files with a
 * version, and `0` sorts below every real version in every ecosystem.
 */
export const noVersion = '0'

/** A text field of the request, trimmed; `undefined` where it is absent, empty or no text. */
export function textField(upload: PackageUpload, name: string): string | undefined {
  const value = upload.fields[name]
  return (typeof value === 'string' && value.trim()) || undefined
}
