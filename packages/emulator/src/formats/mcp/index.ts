import { readByFileName } from '../../format/by-file-name.ts'
import type { Format } from '../../format/format.ts'

/** MCP. */
export const mcp: Format = {
  name: 'MCP',
  extensions: [],
  backendKind: 30,
  read: readByFileName,
}
