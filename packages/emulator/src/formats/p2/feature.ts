import { required } from '../../files/unreadable.ts'
import { parseXml, type XmlElement } from '../../files/xml.ts'
import { anyVersion, range } from '../../format/constraint.ts'
import type { Constraint, Dependency, Manifest } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { inWords } from './bundle.ts'

/** The content of a `feature.xml`. A feature requires its plug-ins in exactly the stated version, if one is stated. */
export function readFeature(bytes: Uint8Array): Omit<Manifest, 'numFiles'> {
  const feature = parseXml(bytes, 'feature')
  return {
    name: required(feature.attribute('id'), 'feature.xml: id'),
    version: requireVersion('p2', feature.attribute('version'), 'feature.xml: version'),
    license: feature.all('license')[0]?.attribute('url'),
    summary: inWords(feature.attribute('label')),
    description: inWords(feature.text('description')),
    architectures: [],
    dependencies: [
      ...[...feature.all('includes'), ...feature.all('plugin')].flatMap((part) =>
        dependency(part, part.attribute('id'), 'perfect'),
      ),
      ...feature
        .all('requires', 'import')
        .flatMap((part) => dependency(part, part.attribute('plugin') ?? part.attribute('feature'), part.attribute('match'))),
    ],
    identifiers: {},
  }
}

function dependency(element: XmlElement, name: string | undefined, match: string | undefined): Dependency[] {
  const version = element.attribute('version') ?? '0.0.0'
  const dep_type = element.attribute('optional') === 'true' ? 'Suggests' : 'Depends'
  return name ? [{ name, dep_type, ...(version === '0.0.0' ? anyVersion : constraint(version, match)) }] : []
}

/** @see https://help.eclipse.org/latest/topic/org.eclipse.platform.doc.isv/reference/misc/feature_manifest.html */
function constraint(version: string, match: string | undefined): Constraint {
  const [major = 0, minor = 0] = version.split('.', 2).map(Number)
  if (match === 'perfect') return { operator: '=', version }
  if (match === 'compatible') return range(`[${version},${major + 1})`)
  return match === 'equivalent' ? range(`[${version},${major}.${minor + 1})`) : { operator: '>=', version }
}
