import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** VS Code extensions. */
export const vsx: Format = {
  name: 'VS Code extensions',
  extensions: ['.vsix'],
  backendKind: 29,
  read: readByFileName,
}
