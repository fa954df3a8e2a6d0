import { onlyFile, readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, range } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import type { Constraint, Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/**
 * Reads a Swift package: `Package.swift` in the only top folder of a zip archive. Scope, name and version come from the request. The manifest is a
 * program, of which only dependencies with a literal URL and version are read.
 *
 * Advisories name a package by the URL of its repository, so only packages with a `repository_url` can match.
 *
 * @see https://docs.swift.org/package-manager/PackageDescription/PackageDescription.html
 */
export function readSwift(upload: PackageUpload): Manifest {
  const tops = new Set<string>()
  const archive = readZip(upload.file.bytes, (path) => {
    tops.add(path.split('/', 1)[0] ?? '')
    return /^[^/]+\/Package\.swift$/.test(path)
  })
  // The package manager removes the top folder, whatever its name is.
  if (tops.size > 1) throw new UnreadableError(`the archive has ${tops.size} things at its top instead of one folder`)
  const source = decodeUtf8(onlyFile(archive, 'Package.swift in its top folder'))
  if (!/^\s*\/\/\s*swift-tools-version\s*:/i.test(source))
    throw new UnreadableError('Package.swift does not begin with // swift-tools-version:')
  const repository = textField(upload, 'repository_url')
  const scope = required(textField(upload, 'scope'), 'scope (in the request)')
  const name = required(textField(upload, 'name'), 'name (in the request)')
  return {
    name,
    version: requireVersion('swift', textField(upload, 'version'), 'version (in the request)'),
    license: textField(upload, 'license_url'),
    architectures: [],
    dependencies: dependencies(source),
    identifiers: { swift_scope: scope },
    numFiles: archive.count,
    osvName: repository ? repositoryName(repository) : `${scope}.${name}`,
  }
}

/** `https://github.com/apple/swift-nio.git` becomes `github.com/apple/swift-nio`. */
function repositoryName(url: string): string {
  return url
    .replace(/^\w+:\/\//, '')
    .replace(/(?<!\/)\/+$/, '')
    .replace(/\.git$/, '')
}

function dependencies(source: string): Dependency[] {
  const code = source.replace(/^[ \t]*\/\/.*$/gm, '')
  const declared = code.matchAll(/\.package\(\s*(?:name:\s*"[^"\n]*"\s*,\s*)?(url|id):\s*"([^"\n]{1,2000})"\s*,\s*([^\n]*)/g)
  return [...declared].map(([, kind, address = '', rest = '']) => ({
    name: kind === 'url' ? repositoryName(address) : address,
    dep_type: 'Requires',
    ...constraint(rest),
  }))
}

/** `from:` and `.upTo…` end before the next major or minor version; branches and commits are not versions. */
function constraint(text: string): Constraint {
  const [, exact] = /^(?:exact:\s*|\.exact\(\s*)"([^"]+)"/.exec(text) ?? []
  if (exact) return { operator: '=', version: exact }
  const [, kind = '', version] = /^(from|\.upToNextMajor\(\s*from|\.upToNextMinor\(\s*from):\s*"([^"]+)"/.exec(text) ?? []
  if (version) return range(kind.includes('Minor') ? `~${version}` : `^${version}`)
  const [, low, dots, high] = /^"([^"]+)"\s*(\.\.[.<])\s*"([^"]+)"/.exec(text) ?? []
  return low ? range(`>=${low} ${dots === '..<' ? '<' : '<='}${high}`) : anyVersion
}
