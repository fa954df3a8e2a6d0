import type { Cloudsmith } from '@cloudsmith-sdk/client'
import { expect, test } from 'vitest'
import type { PackageRow } from '../../repository/row.ts'
import { readPom } from './read-pom.ts'

const row = (more: Partial<PackageRow> = {}) =>
  ({
    is_quarantined: false,
    files: [{ filename: 'app-1.pom', tag: 'pom', cdn_url: 'https://dl.cloudsmith.io/basic/acme/dev/maven/app-1.pom', size: 1 }],
    ...more,
  }) as PackageRow

/** A service that returns a text. */
const giving = (text: string, sha256: string | undefined = 'ab') =>
  ({ download: async () => ({ stream: new Blob([text]).stream(), sha256 }) }) as unknown as Cloudsmith

test.each([
  ['is not well-formed XML', giving('<project><parent>')],
  ['has a DOCTYPE, which is not allowed in a POM', giving('<!DOCTYPE project [<!ENTITY a "b">]><project/>')],
  ['has no <project>', giving('<html></html>')],
  ['has more than 1048576 bytes', giving(`<project><!--${' '.repeat(1024 * 1024)}--></project>`)],
  ['has no checksum', giving('<project><artifactId>app</artifactId></project>', '')],
])('a POM that %s is refused', async (why, cloudsmith) => {
  expect(await readPom(cloudsmith, row(), undefined)).toEqual({ why })
})

test('the POM of a package that is quarantined, or has none, is not requested', async () => {
  const nobody = {} as Cloudsmith
  expect(await readPom(nobody, row({ is_quarantined: true }), undefined)).toEqual({ why: 'is quarantined' })
  expect(await readPom(nobody, row({ files: [] }), undefined)).toEqual({ why: 'is not there' })
})
