import { onlyFile, readZip } from '../../files/archive.ts'
import { itemsAt, parseJsonTable, type Table, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { anyVersion } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a server of the Model Context Protocol: a bundle, which is a zip archive with a `manifest.json`, or a `server.json`, which lists the packages
 * that contain the server. These are its dependencies. A version in the request takes precedence over that of the file.
 *
 * @see https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md
 * @see https://github.com/modelcontextprotocol/registry/blob/main/docs/reference/server-json/generic-server-json.md
 */
export function readMcp(upload: PackageUpload): Manifest {
  const { what, manifest, count } = openServer(upload)
  return {
    name: required(textAt(manifest, 'name'), `${what}: name`),
    version: validVersion(required(textField(upload, 'version') ?? textAt(manifest, 'version'), `${what}: version`)),
    license: textAt(manifest, 'license'),
    summary: required(textAt(manifest, 'description'), `${what}: description`),
    description: textAt(manifest, 'long_description'),
    architectures: [],
    dependencies: itemsAt(manifest, 'packages').flatMap(dependency),
    identifiers: {},
    numFiles: count,
  }
}

function openServer({ file }: PackageUpload): { what: string; manifest: Table; count: number } {
  if (!isZip(file.bytes)) return { what: 'server.json', manifest: registered(file.bytes), count: 0 }
  const archive = readZip(file.bytes, (path) => path === 'manifest.json')
  const manifest = parseJsonTable(onlyFile(archive, 'manifest.json at its root'), 'manifest.json')
  // Earlier bundles used the name of the desktop extensions.
  required(textAt(manifest, 'manifest_version') ?? textAt(manifest, 'dxt_version'), 'manifest.json: manifest_version')
  required(textAt(manifest, 'server', 'type'), 'manifest.json: server.type')
  return { what: 'manifest.json', manifest, count: archive.count }
}

/** Names in the registry have the form `namespace/name`. */
function registered(bytes: Uint8Array): Table {
  const manifest = parseJsonTable(bytes, 'server.json')
  const name = required(textAt(manifest, 'name'), 'server.json: name')
  if (!/^[\w.-]+\/[\w.-]+$/.test(name))
    throw new UnreadableError(`server.json: name is ${JSON.stringify(name)} instead of namespace/name`)
  return manifest
}

/** Any text that cannot mean several versions. */
function validVersion(version: string): string {
  const isSeveral = version === 'latest' || /^[\^~<>=*]|\s|\|\||(^|\.)[x*](\.|$)/i.test(version)
  if (isSeveral) throw new UnreadableError(`version ${JSON.stringify(version)} could mean several: name one`)
  return version
}

function dependency(item: unknown): Dependency[] {
  const [name, version] = [textAt(item, 'identifier'), textAt(item, 'version')]
  if (!name) return []
  return [{ name, dep_type: 'Requires', ...(version ? { operator: '=' as const, version } : anyVersion) }]
}
