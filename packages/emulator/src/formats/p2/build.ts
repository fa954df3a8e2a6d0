import { zip } from '../../format/archive-writers.ts'
import { type PackageFixture, type PackageOptions, plainFixture } from '../../format/package-fixture.ts'

/** Builds an OSGi bundle, as in p2 repositories: a jar with its name in the manifest. */
export function p2Bundle({ name, version, license, description, files }: PackageOptions): PackageFixture {
  const headers = {
    'Manifest-Version': '1.0',
    'Bundle-ManifestVersion': '2',
    'Bundle-SymbolicName': name,
    'Bundle-Version': version,
    ...(license !== undefined && { 'Bundle-License': license }),
    ...(description !== undefined && { 'Bundle-Description': description }),
  }
  const manifest = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`)
  return plainFixture('p2', `${name}_${version}.jar`, zip({ 'META-INF/MANIFEST.MF': `${manifest.join('')}\r\n`, ...files }))
}
