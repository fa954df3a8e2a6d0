import type { Format } from '../../format/format.ts'
import { readMcp } from './read.ts'

/** MCP. */
export const mcp: Format = {
  name: 'MCP',
  extensions: [],
  backendKind: 30,
  read: readMcp,
}
