import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import { licenseChoice } from '../../format/licenses.ts'
import type { Dependency, Manifest } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { type Clause, clausesOf, type Headers } from './manifest-file.ts'

/** What the headers of an OSGi bundle say; one without a version has `0.0.0`. Packages that it imports may be anybody's and are left out. */
export function readBundle(headers: Headers): Omit<Manifest, 'numFiles'> {
  const [symbolic] = clausesOf(headers.get('bundle-symbolicname'))
  const name = required(symbolic?.name, 'META-INF/MANIFEST.MF: Bundle-SymbolicName')
  if (!/^[\w.-]+$/.test(name))
    throw new UnreadableError(
      `META-INF/MANIFEST.MF: Bundle-SymbolicName is ${JSON.stringify(name)}, which is no name of a bundle`,
    )
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

/** `%name` stands for a text in a file for each language. */
export function inWords(text: string | undefined): string | undefined {
  return text?.startsWith('%') ? undefined : text
}
