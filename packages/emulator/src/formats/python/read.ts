import { type Archive, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { anyVersion, comparison } from '../../format/constraint.ts'
import { isKnownLicense, licenseChoice } from '../../format/licenses.ts'
import type { Constraint, Dependency, Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'

/**
 * Reads a Python wheel (`METADATA`) or source distribution (`PKG-INFO`, in a tarball or a zip file).
 *
 * `Requires-Dist` becomes `Depends`, or `Suggests` where only an extra asks for it.
 *
 * @see https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export async function readPython({ file }: PackageUpload): Promise<Manifest> {
  const { count, files } = await openDistribution(file)
  const [bytes] = files.values()
  if (!bytes || files.size > 1) throw new UnreadableError(`${file.filename} has ${files.size} metadata files instead of one`)
  const metadata = parseStanza(decodeUtf8(bytes))
  return {
    name: required(metadata.first('Name'), 'the metadata field Name'),
    version: required(metadata.first('Version'), 'the metadata field Version'),
    license: license(metadata),
    summary: metadata.first('Summary'),
    description: metadata.body.trim() || metadata.first('Description'),
    architectures: [],
    dependencies: metadata.all('Requires-Dist').flatMap(dependency),
    identifiers: {},
    numFiles: count,
  }
}

function openDistribution(file: UploadedFile): Archive | Promise<Archive> {
  const isSdistInfo: Wanted = (path) => /^[^/]+\/PKG-INFO$/.test(path)
  if (/\.whl$/i.test(file.filename)) return readZip(file.bytes, (path) => /^[^/]+\.dist-info\/METADATA$/.test(path))
  return /\.zip$/i.test(file.filename) ? readZip(file.bytes, isSdistInfo) : readTar(file.bytes, isSdistInfo)
}

/** The SPDX expression; else the free text, where it is a name and not a whole licence, or what the classifiers say: whichever is known. */
function license(metadata: Stanza): string | undefined {
  const text = metadata.first('License')
  const isName = text !== undefined && !text.includes('\n') && text !== 'UNKNOWN'
  const texts = [metadata.first('License-Expression'), isName ? text : undefined, licenseChoice(classified(metadata))]
  const declared = texts.filter((each) => each !== undefined)
  return declared.find(isKnownLicense) ?? declared[0]
}

/** What follows the last ` :: ` of `License :: OSI Approved :: MIT License`; `OSI Approved` alone names none. */
function classified(metadata: Stanza): string[] {
  return metadata
    .all('Classifier')
    .filter((classifier) => classifier.startsWith('License :: ') && classifier !== 'License :: OSI Approved')
    .map((classifier) => classifier.slice(classifier.lastIndexOf(' :: ') + 4))
}

/** @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
function dependency(text: string): Dependency[] {
  const [specifier = '', marker = ''] = text.split(';', 2)
  const [, name, versions = ''] = /^([\w.-]+)\s*(?:\[[^\]]*\])?(.*)$/s.exec(specifier.trim()) ?? []
  if (!name) return []
  return [{ name, dep_type: /\bextra\s*==/.test(marker) ? 'Suggests' : 'Depends', ...constraint(versions.trim()) }]
}

/** Versions may stand in parentheses; a direct reference (`@ URL`) names no version. */
function constraint(text: string): Constraint {
  return text.startsWith('@') ? anyVersion : comparison(text.replace(/^\((.*)\)$/, '$1'), '=')
}
