import { readZip } from '../../files/archive.ts'
import { parseJsonTable, type Table, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseXml, type XmlElement } from '../../files/xml.ts'
import { anyVersion } from '../../format/constraint.ts'
import type { Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

const paths = { manifest: 'extension/package.json', container: 'extension.vsixmanifest' }

/**
 * Reads a VS Code extension: `extension/package.json`, and `extension.vsixmanifest`, which has the platform (the architecture; none if it runs on
 * all) and the localised description. Both have to describe the same extension. Its name is `publisher.name`, by which it is installed. Its
 * dependencies are `Depends`, the extensions of a pack `Recommends`.
 *
 * @see https://code.visualstudio.com/api/references/extension-manifest
 */
export function readVsx({ file }: PackageUpload): Manifest {
  const { count, files } = readZip(file.bytes, (path) => Object.values(paths).includes(path))
  const [manifestFile, containerFile] = [files.get(paths.manifest), files.get(paths.container)]
  if (!manifestFile) throw new UnreadableError(`the extension has no ${paths.manifest}`)
  const manifest = parseJsonTable(manifestFile, paths.manifest)
  const [name, publisher] = [wordAt(manifest, 'name'), wordAt(manifest, 'publisher')]
  const version = requireVersion('vsx', textAt(manifest, 'version'), `${paths.manifest}: version`)
  required(textAt(manifest, 'engines', 'vscode'), `${paths.manifest}: engines.vscode`)
  const [container] = containerFile ? parseXml(containerFile, 'PackageManifest').all('Metadata') : []
  const platform = container && platformOf(container, { name, publisher, version })
  return {
    name: `${publisher}.${name}`,
    version,
    license: textAt(manifest, 'license'),
    summary: container?.text('Description') ?? inWords(textAt(manifest, 'description')),
    architectures: platform === undefined ? [] : [platform],
    dependencies: [
      ...dependencies(textsAt(manifest, 'extensionDependencies'), 'Depends'),
      ...dependencies(textsAt(manifest, 'extensionPack'), 'Recommends'),
    ],
    identifiers: {},
    numFiles: count,
  }
}

function wordAt(manifest: Table, key: string): string {
  const word = required(textAt(manifest, key), `${paths.manifest}: ${key}`)
  if (!/^[a-z\d][a-z\d-]*$/i.test(word))
    throw new UnreadableError(`${paths.manifest}: ${key} is ${JSON.stringify(word)} instead of letters, digits and dashes`)
  return word
}

function platformOf(container: XmlElement, own: { name: string; publisher: string; version: string }): string | undefined {
  const [identity] = container.all('Identity')
  for (const [attribute, value] of [
    ['Id', own.name],
    ['Publisher', own.publisher],
    ['Version', own.version],
  ] as const) {
    const stated = identity?.attribute(attribute)
    if (stated?.toLowerCase() !== value.toLowerCase())
      throw new UnreadableError(`${paths.container} has ${attribute} ${stated ?? 'missing'}, but ${paths.manifest} has ${value}`)
  }
  const platform = identity?.attribute('TargetPlatform')
  return platform === 'universal' ? undefined : platform
}

/** `%description%` refers to a text in a localisation file. */
function inWords(text: string | undefined): string | undefined {
  return text !== undefined && /^%.*%$/.test(text) ? undefined : text
}

function dependencies(names: readonly string[], dep_type: DependencyType): Dependency[] {
  return names.map((name) => ({ name, dep_type, ...anyVersion }))
}
