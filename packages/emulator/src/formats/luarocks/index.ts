import type { Format } from '../../format/format.ts'
import { readLuarocks } from './read.ts'

/** LuaRocks. */
export const luarocks: Format = {
  name: 'LuaRocks',
  extensions: ['.rock', '.rockspec'],
  backendKind: 17,
  read: readLuarocks,
}
