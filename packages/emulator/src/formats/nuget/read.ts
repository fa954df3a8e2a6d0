import { readZip } from '../../files/archive.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseXml, type XmlElement } from '../../files/xml.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/** What `nuget pack` writes as address when the licence is an expression or a file: it says nothing of the licence. */
const noLicenseUrl = 'https://aka.ms/deprecateLicenseUrl'
const expressionUrl = /^https:\/\/licenses\.[^/]+\//

/**
 * Reads a NuGet package (also Chocolatey's and PowerShell's): the `.nuspec` at its root.
 *
 * A dependency that several target frameworks share is listed once, as `Depends`.
 *
 * @see https://learn.microsoft.com/nuget/reference/nuspec
 */
export function readNuget({ file }: PackageUpload): Manifest {
  const { count, files } = readZip(file.bytes, (path) => /^[^/]+\.nuspec$/i.test(path))
  const [bytes] = files.values()
  if (!bytes || files.size > 1)
    throw new UnreadableError(`the package has ${files.size} .nuspec files at its root instead of one`)
  const [metadata] = parseXml(bytes, 'package').all('metadata')
  if (!metadata) throw new UnreadableError('the .nuspec has no <metadata>')
  return {
    name: required(metadata.text('id'), 'the .nuspec element <id>'),
    version: validVersion(required(metadata.text('version'), 'the .nuspec element <version>')),
    license: license(metadata),
    summary: metadata.text('summary') ?? metadata.text('title'),
    description: metadata.text('description'),
    architectures: [],
    dependencies: dependencies(metadata),
    identifiers: {},
    numFiles: count,
  }
}

function validVersion(version: string): string {
  const isVersion = /^\d+(\.\d+){0,3}(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)
  if (!isVersion) throw new UnreadableError(`the .nuspec element <version> is ${JSON.stringify(version)}, which is no version`)
  return version
}

function license(metadata: XmlElement): string | undefined {
  const [declared] = metadata.all('license')
  if (declared?.attribute('type') === 'expression') return declared.text()
  const url = metadata.text('licenseUrl')
  if (url === undefined || url === noLicenseUrl) return undefined
  return expressionUrl.test(url) ? decodeURIComponent(url.replace(expressionUrl, '')) : url
}

function dependencies(metadata: XmlElement): Dependency[] {
  const listed = [...metadata.all('dependencies', 'dependency'), ...metadata.all('dependencies', 'group', 'dependency')]
  const distinct = new Map<string, Dependency>()
  for (const element of listed) {
    const name = element.attribute('id')
    const version = element.attribute('version')
    if (name)
      distinct.set(`${name} ${version}`, { name, dep_type: 'Depends', ...(version ? interval(version, '>=') : anyVersion) })
  }
  return [...distinct.values()]
}
