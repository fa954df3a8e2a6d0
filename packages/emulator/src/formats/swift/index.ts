import { nullable, required, text, url } from '../../core/fields.ts'
import type { Format } from '../../format/format.ts'
import { proxy, upstream } from '../../format/upstream.ts'
import { readSwift } from './read.ts'

/** Swift. */
export const swift: Format = {
  name: 'Swift',
  extensions: ['.zip'],
  backendKind: 26,
  isScannable: true,
  ecosystem: 'SwiftURL',
  read: readSwift,
  uploadFields: {
    scope: required(text({ min: 1, max: 39 })),
    name: required(text({ max: 200 })),
    version: required(text({ max: 255 })),
    author_name: text({ min: 1 }),
    author_org: text({ min: 1 }),
    license_url: nullable(url()),
    readme_url: url(),
    repository_url: url(),
  },
  upstream: upstream(proxy),
}
