import { type Archive, onlyFile, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { isZip } from '../../files/zip.ts'
import { isKnownLicense, licenseChoice } from '../../format/licenses.ts'
import type { Dependency, Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { dependencies, eggDependencies } from './requirements.ts'
import { checkWheelName, openWheel } from './wheel.ts'

/** The parts of a distribution that are read. */
export interface Distribution {
  count: number
  metadata: Stanza
  dependencies: Dependency[]
}

/**
 * Reads a Python wheel, an egg, or a source distribution in a zip file or a tarball with any compression.
 *
 * A wheel has to match its file name, as pip requires; a source distribution may have any file name.
 *
 * @see https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export async function readPython({ file }: PackageUpload): Promise<Manifest> {
  const { count, metadata, dependencies } = await openDistribution(file)
  const name = required(single(metadata, 'Name'), 'the metadata field Name')
  if (!/^[a-z\d]([\w.-]*[a-z\d])?$/i.test(name))
    throw new UnreadableError(`the metadata field Name is ${JSON.stringify(name)}, which is not a package name`)
  const version = requireVersion('python', single(metadata, 'Version'), 'the metadata field Version')
  if (isWheel(file)) checkWheelName(file.filename, name, version)
  return {
    name,
    version,
    license: license(metadata),
    summary: metadata.first('Summary'),
    description: metadata.body.trim() || metadata.first('Description'),
    architectures: [],
    dependencies,
    identifiers: {},
    numFiles: count,
  }
}

const isWheel = ({ filename }: UploadedFile): boolean => /\.whl$/i.test(filename)

/** Opens a wheel, an egg or a source distribution. @throws {UnreadableError} */
export async function openDistribution(file: UploadedFile): Promise<Distribution> {
  if (isWheel(file)) {
    const { count, metadata } = openWheel(file)
    return { count, metadata, dependencies: dependencies(metadata) }
  }
  return /\.egg$/i.test(file.filename) ? openEgg(file) : openSource(file)
}

/** Setuptools writes the requirements of an egg next to its metadata, not into them. */
function openEgg({ bytes }: UploadedFile): Distribution {
  const archive = readZip(bytes, (path) => /^EGG-INFO\/(PKG-INFO|requires\.txt)$/.test(path))
  const info = archive.files.get('EGG-INFO/PKG-INFO')
  if (!info) throw new UnreadableError('the egg has no EGG-INFO/PKG-INFO')
  const needed = archive.files.get('EGG-INFO/requires.txt')
  const metadata = parseStanza(decodeUtf8(info))
  return {
    count: archive.count,
    metadata,
    dependencies: needed ? eggDependencies(decodeUtf8(needed)) : dependencies(metadata),
  }
}

/** `PKG-INFO` in the top folder. Those that are nested deeper are copies, and may belong to vendored packages. */
async function openSource({ bytes }: UploadedFile): Promise<Distribution> {
  const isInfo: Wanted = (path) => /^[^/]+\/PKG-INFO$/.test(path)
  const archive: Archive = isZip(bytes) ? readZip(bytes, isInfo) : await readTar(bytes, isInfo)
  const metadata = parseStanza(decodeUtf8(onlyFile(archive, 'PKG-INFO in its top folder')))
  return { count: archive.count, metadata, dependencies: dependencies(metadata) }
}

/** A field that may occur only once: with two values, two readers may see different packages. */
function single(metadata: Stanza, field: string): string | undefined {
  if (metadata.all(field).length > 1) throw new UnreadableError(`the metadata field ${field} occurs more than once`)
  return metadata.first(field)
}

/** The SPDX expression; else the free text, if it is a name and not a full licence text, or the classifiers, whichever is known. */
function license(metadata: Stanza): string | undefined {
  const text = metadata.first('License')
  const isName = text !== undefined && !text.includes('\n') && text !== 'UNKNOWN'
  const texts = [single(metadata, 'License-Expression'), isName ? text : undefined, licenseChoice(classified(metadata))]
  const declared = texts.filter((each) => each !== undefined)
  return declared.find(isKnownLicense) ?? declared[0]
}

/** The text after the last ` :: ` of `License :: OSI Approved :: MIT License`; `OSI Approved` alone is not a licence. */
function classified(metadata: Stanza): string[] {
  return metadata
    .all('Classifier')
    .filter((classifier) => classifier.startsWith('License :: ') && classifier !== 'License :: OSI Approved')
    .map((classifier) => classifier.slice(classifier.lastIndexOf(' :: ') + 4))
}
