import type { Format } from '../../format/format.ts'
import { readSwift } from './read.ts'

/** Swift. */
export const swift: Format = {
  name: 'Swift',
  extensions: ['.zip'],
  namedBy: 'the request',
  backendKind: 26,
  isScannable: true,
  ecosystem: 'SwiftURL',
  repeats: ['author_name', 'author_org', 'license_url', 'readme_url', 'scope'],
  read: readSwift,
}
