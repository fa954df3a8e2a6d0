import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { luarocksRock } from './build.ts'
import { readLuarocks } from './read.ts'

/** LuaRocks. */
export const luarocks: Format = {
  name: 'LuaRocks',
  extensions: ['.rock', '.rockspec'],
  backendKind: 17,
  read: readLuarocks,
  make: fromSketch(luarocksRock),
}
