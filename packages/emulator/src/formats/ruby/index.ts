import type { Format } from '../../format/format.ts'
import { fromSketch } from '../../format/sketch.ts'
import { rubyGem } from './build.ts'
import { rubyNative } from './native/index.ts'
import { readRuby } from './read.ts'

/** Ruby. */
export const ruby: Format = {
  name: 'Ruby',
  extensions: ['.gem'],
  backendKind: 2,
  isScannable: true,
  ecosystem: 'RubyGems',
  read: readRuby,
  native: rubyNative,
  make: fromSketch(rubyGem),
}
