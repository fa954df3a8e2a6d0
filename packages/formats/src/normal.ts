/**
 * The name as its format compares names: two that are equal so are the same package.
 *
 * @see docs/service.md#identity
 */
export function normalName(pkg: { format: string; name?: string | null | undefined; filename: string }): string {
  const { format, filename } = pkg
  const name = pkg.name ?? ''
  switch (format) {
    // PEP 503.
    case 'python':
      return name.toLowerCase().replace(/[-_.]+/g, '-')
    case 'nuget':
    case 'composer':
      return name.toLowerCase()
    // The path is all there is to a generic package.
    case 'generic':
      return ''
    // The service takes a name that is the file's own for none.
    case 'raw':
      return name === filename ? '' : name
    default:
      return name
  }
}

/** The version as its format compares versions: two that are equal so are the same package. */
export function normalVersion(format: string, version: string): string {
  switch (format) {
    case 'nuget':
      return normalNuget(version)
    // The digest of a manifest, with its algorithm or without.
    case 'docker':
      return version.replace(/^sha256:/, '')
    case 'generic':
      return ''
    default:
      return version
  }
}

/** Metadata of the build and the case of a pre-release do not count. */
function normalNuget(version: string): string {
  const [core = ''] = version.split('+', 1)
  return writtenNuget(core).toLowerCase()
}

/** The version as the clients of its format write it, however the package says it. */
export function writtenVersion(format: string, version: string): string {
  return format === 'nuget' ? writtenNuget(version) : version
}

/**
 * `1.2.3`, `1.2.3.0` and `01.2.3` are one version.
 *
 * @see https://learn.microsoft.com/nuget/concepts/package-versioning#normalized-version-numbers
 */
function writtenNuget(version: string): string {
  const [numbers = ''] = /^[\d.]*/.exec(version) ?? []
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''))
  while (parts.length < 3) parts.push('0')
  if (parts.length === 4 && parts[3] === '0') parts.pop()
  return parts.join('.') + version.slice(numbers.length)
}
