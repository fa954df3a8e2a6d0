import { formatInfo } from '../catalogue/formats.ts'
import { filePath } from '../format/file-path.ts'
import type { Content } from './package.ts'

type Request = Pick<Content, 'format' | 'fields'>

/** The whole path of a generic file, which is all that such files are told apart by; none for other formats. */
export function genericPath({ format, fields }: Request): string | undefined {
  const filepath = fields[formatInfo(format).pathField ?? '']
  return typeof filepath === 'string' ? filePath(filepath) : undefined
}

/** What the main file of a package is called: as it was uploaded, but for a generic one as its path ends. */
export function mainFilename(request: Request, uploaded: string): string {
  return genericPath(request)?.split('/').at(-1) ?? uploaded
}
