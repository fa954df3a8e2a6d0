import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Dependency, Manifest } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { type Clause, clausesOf, type Headers } from './manifest-file.ts'

/** The headers of an OSGi bundle; without a version, it has `0.0.0`. Imported packages are left out, because any bundle may provide them. */
export function readBundle(headers: Headers): Omit<Manifest, 'numFiles'> {
  const [symbolic] = clausesOf(headers.get('bundle-symbolicname'))
  const name = required(symbolic?.name, 'META-INF/MANIFEST.MF: Bundle-SymbolicName')
  if (!/^[\w.-]+$/.test(name))
    throw new UnreadableError(`META-INF/MANIFEST.MF: Bundle-SymbolicName is ${JSON.stringify(name)}, which is not a bundle name`)
  return {
    name,
    version: requireVersion('p2', headers.get('bundle-version') || '0.0.0', 'META-INF/MANIFEST.MF: Bundle-Version'),
    license: licenseChoice(clausesOf(headers.get('bundle-license')).map(({ name }) => name)),
    summary: inWords(headers.get('bundle-name')),
    description: inWords(headers.get('bundle-description')),
    architectures: [],
    dependencies: ['fragment-host', 'require-bundle'].flatMap((header) => clausesOf(headers.get(header)).map(dependency)),
    identifiers: {},
  }
}

function dependency({ name, attributes }: Clause): Dependency {
  const wanted = attributes.get('bundle-version')
  const dep_type = attributes.get('resolution') === 'optional' ? 'Suggests' : 'Depends'
  return { name, dep_type, ...(wanted ? interval(wanted, '>=') : anyVersion) }
}

/** `%name` refers to a text in a localisation file. */
export function inWords(text: string | undefined): string | undefined {
  return text?.startsWith('%') ? undefined : text
}
