import { onlyFile, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import type { Dependency, DependencyType, Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

const kinds: readonly (readonly [field: string, type: DependencyType])[] = [
  ['Depends', 'Depends'],
  ['Imports', 'Import'],
  ['LinkingTo', 'Compile'],
  ['Suggests', 'Suggests'],
  ['Enhances', 'Enhances'],
]

const isDescription: Wanted = (path) => /^[^/]+\/DESCRIPTION$/.test(path)

/**
 * Reads an R source or binary package: `DESCRIPTION` in the top folder of a tarball, or of a zip file for Windows. Architecture and R version come
 * from the request; both are part of a binary package's identity.
 *
 * @see https://cran.r-project.org/doc/manuals/r-release/R-exts.html#The-DESCRIPTION-file
 */
export async function readCran(upload: PackageUpload): Promise<Manifest> {
  const { filename, bytes } = upload.file
  const archive = /\.zip$/i.test(filename) ? readZip(bytes, isDescription) : await readTar(bytes, isDescription)
  const description = describedIn(onlyFile(archive, 'DESCRIPTION in its top folder'))
  const [architecture, rVersion] = [textField(upload, 'architecture'), textField(upload, 'r_version')]
  return {
    name: validName(required(description.first('Package'), 'the field Package of DESCRIPTION')),
    version: requireVersion('cran', description.first('Version'), 'the field Version of DESCRIPTION'),
    license: oneLine(description.first('License')),
    summary: oneLine(description.first('Title')),
    description: oneLine(description.first('Description')),
    architectures: architecture ? [architecture] : [],
    dependencies: kinds.flatMap(([field, type]) => dependencies(description.first(field) ?? '', type)),
    identifiers: rVersion ? { cran_r_version: rVersion } : {},
    numFiles: archive.count,
  }
}

/** Old packages state that they are not in UTF-8. */
function describedIn(bytes: Uint8Array): Stanza {
  const description = parseStanza(decodeUtf8(bytes))
  const isLatin = /^latin-?1$/i.test(description.first('Encoding') ?? '')
  return isLatin ? parseStanza(new TextDecoder('latin1').decode(bytes)) : description
}

function validName(name: string): string {
  if (!/^[a-z][a-z\d.]*$/i.test(name))
    throw new UnreadableError(
      `the field Package of DESCRIPTION is ${JSON.stringify(name)}: only letters, digits and dots may be in it`,
    )
  return name
}

/** Long fields are wrapped in the file. */
function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim()
}

function dependencies(text: string, dep_type: DependencyType): Dependency[] {
  return text.split(',').flatMap((item) => {
    const [, name, wanted = ''] = /^\s*([\w.]+)\s*(?:\(([^)]*)\))?/.exec(item) ?? []
    return name ? [{ name, dep_type, ...comparison(wanted, '=') }] : []
  })
}
