import { writtenVersion } from '@cloudsmith-sdk/formats'
import { readZip } from '../../files/archive.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { parseXml, type XmlElement } from '../../files/xml.ts'
import { anyVersion, interval } from '../../format/constraint.ts'
import type { Dependency, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/** The URL that `nuget pack` writes if the licence is an expression or a file: it does not identify a licence. */
const noLicenseUrl = 'https://aka.ms/deprecateLicenseUrl'
const expressionUrl = /^https:\/\/licenses\.[^/]+\//

/** NuGet's limit. */
const longestId = 100

/**
 * Reads a NuGet package (also those of Chocolatey and PowerShell): the `.nuspec` at its root.
 *
 * The version has the form in which NuGet's clients write and request it: `1.0.0` for `1.0.0.0`. A dependency of several target frameworks is listed
 * once, as `Depends`.
 *
 * @see https://learn.microsoft.com/nuget/reference/nuspec
 */
export function readNuget({ file }: PackageUpload): Manifest {
  const { count, files } = readZip(file.bytes, (path) => /^[^/]+\.nuspec$/i.test(path))
  const [bytes] = files.values()
  if (!bytes || files.size > 1)
    throw new UnreadableError(`the package has ${files.size} .nuspec files at its root instead of one`)
  const nuspec = parseXml(bytes, 'package')
  const metadata = only(nuspec, 'metadata')
  if (!metadata) throw new UnreadableError('the .nuspec has no <metadata>')
  const id = required(only(metadata, 'id')?.text(), 'the .nuspec element <id>')
  if (id.length > longestId || !/^\w+([.-]\w+)*$/.test(id))
    throw new UnreadableError(`the .nuspec element <id> is ${JSON.stringify(id.slice(0, longestId))}, which is not a package id`)
  const version = requireVersion('nuget', only(metadata, 'version')?.text(), 'the .nuspec element <version>')
  return {
    name: id,
    version: writtenVersion('nuget', version),
    license: license(metadata),
    summary: metadata.text('summary') ?? metadata.text('title'),
    description: metadata.text('description'),
    architectures: [],
    dependencies: dependencies(metadata),
    identifiers: {},
    numFiles: count,
  }
}

/** The child with a name, which may occur only once: with two, two readers may see different packages. */
function only(parent: XmlElement, name: string): XmlElement | undefined {
  const [found, ...others] = parent.all(name)
  if (others.length > 0) throw new UnreadableError(`the .nuspec has <${name}> more than once`)
  return found
}

function license(metadata: XmlElement): string | undefined {
  const [declared] = metadata.all('license')
  if (declared?.attribute('type') === 'expression') return declared.text()
  const url = metadata.text('licenseUrl')
  if (url === undefined || url === noLicenseUrl) return undefined
  return expressionUrl.test(url) ? decoded(url.replace(expressionUrl, '')) : url
}

/** Unchanged if it is badly encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function dependencies(metadata: XmlElement): Dependency[] {
  const groups = metadata.all('dependencies', 'group')
  // If there are groups, NuGet ignores dependencies outside them.
  const listed = metadata.all(...(groups.length > 0 ? ['dependencies', 'group', 'dependency'] : ['dependencies', 'dependency']))
  const distinct = new Map<string, Dependency>()
  for (const element of listed) {
    const name = element.attribute('id')
    const version = element.attribute('version')
    if (name)
      distinct.set(`${name} ${version}`, { name, dep_type: 'Depends', ...(version ? interval(version, '>=') : anyVersion) })
  }
  return [...distinct.values()]
}
