import { formatInfo } from '../catalogue/formats.ts'
import { filePath } from '../format/file-path.ts'
import type { Content } from './package.ts'

type Request = Pick<Content, 'format' | 'fields'>

/** The full path of a generic file, which is its whole identity; undefined for other formats. */
export function genericPath({ format, fields }: Request): string | undefined {
  const filepath = fields[formatInfo(format).pathField ?? '']
  return typeof filepath === 'string' ? filePath(filepath) : undefined
}

/** The name of a package's main file: as it was uploaded, or for a generic file the last part of its path. */
export function mainFilename(request: Request, uploaded: string): string {
  return genericPath(request)?.split('/').at(-1) ?? uploaded
}
