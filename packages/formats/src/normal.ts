/**
 * Normalises a name by the rules of its format: names with the same normal form belong to the same package.
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
    // A generic package is identified by its path alone.
    case 'generic':
      return ''
    // The service treats a name that equals the file name as no name.
    case 'raw':
      return name === filename ? '' : name
    default:
      return name
  }
}

/** Normalises a version by the rules of its format: versions with the same normal form are the same. */
export function normalVersion(format: string, version: string): string {
  switch (format) {
    case 'nuget':
      return normalNuget(version)
    // The digest of a manifest, with or without its algorithm.
    case 'docker':
      return version.replace(/^sha256:/, '')
    case 'generic':
      return ''
    default:
      return version
  }
}

/** Build metadata and the case of a pre-release label are ignored. */
function normalNuget(version: string): string {
  const [core = ''] = version.split('+', 1)
  return writtenNuget(core).toLowerCase()
}

/** The version as the clients of its format write it, whatever its spelling in the package. */
export function writtenVersion(format: string, version: string): string {
  return format === 'nuget' ? writtenNuget(version) : version
}

/**
 * `1.2.3`, `1.2.3.0` and `01.2.3` are the same version.
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
