import type { Format } from '../../format/format.ts'
import { readVsx } from './read.ts'

/** VS Code extensions. */
export const vsx: Format = {
  name: 'VS Code extensions',
  extensions: ['.vsix'],
  backendKind: 29,
  read: readVsx,
}
