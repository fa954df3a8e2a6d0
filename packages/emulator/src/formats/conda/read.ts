import { onlyFile, readTar, readZip } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { parseJsonTable, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison, range } from '../../format/constraint.ts'
import type { Constraint, Dependency, Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Conda package: of a `.conda` file, which is a zip archive, the `index.json`, `about.json` and `files` in its archive
 * `info-….tar.zst`. The build is the release, the platform the architecture.
 *
 * The older `.tar.bz2` is taken by its file name, `name-version-build.tar.bz2`, because Node cannot unpack bzip2.
 *
 * @see https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/packages.html
 */
export async function readConda({ file }: PackageUpload): Promise<Manifest> {
  if (/\.tar\.bz2$/i.test(file.filename)) return readOldConda(file.filename, file.bytes)
  const packed = onlyFile(
    readZip(file.bytes, (path) => /^info-[^/]+\.tar\.zst$/.test(path)),
    'info archives',
  )
  const { files } = await readTar(packed, (path) => /^info\/(index\.json|about\.json|files)$/.test(path))
  const indexFile = files.get('info/index.json')
  if (!indexFile) throw new UnreadableError('the package has no info/index.json')
  const index = parseJsonTable(indexFile, 'info/index.json')
  const aboutFile = files.get('info/about.json')
  const about = aboutFile && parseJsonTable(aboutFile, 'info/about.json')
  const subdir = textAt(index, 'subdir')
  return {
    name: required(textAt(index, 'name'), 'info/index.json: name'),
    version: required(textAt(index, 'version'), 'info/index.json: version'),
    release: textAt(index, 'build'),
    license: textAt(index, 'license') ?? textAt(about, 'license'),
    summary: textAt(about, 'summary'),
    description: textAt(about, 'description'),
    architectures: subdir ? [subdir] : [],
    dependencies: textsAt(index, 'depends').flatMap(dependency),
    identifiers: {},
    numFiles: decodeUtf8(files.get('info/files') ?? new Uint8Array())
      .split('\n')
      .filter((line) => line.trim()).length,
  }
}

function readOldConda(filename: string, bytes: Uint8Array): Manifest {
  if (decodeUtf8(bytes.subarray(0, 3)) !== 'BZh') throw new UnreadableError('the file is no bzip2 archive')
  const [, name, version, release] = /^(.+)-([^-]+)-([^-]+)\.tar\.bz2$/i.exec(filename) ?? []
  if (!name || !version) throw new UnreadableError(`the file name ${JSON.stringify(filename)} is not name-version-build.tar.bz2`)
  return { name, version, release, architectures: [], dependencies: [], identifiers: {}, numFiles: 0 }
}

/** A match specification: name, version and build, apart by spaces. */
function dependency(text: string): Dependency[] {
  const [name, wanted = '', build] = text.split(/\s+/)
  return name ? [{ name, dep_type: 'Depends', ...constraint(wanted, build) }] : []
}

/** `1.2` alone is exact, and so is `==1.2`, but `=1.2` is the range `1.2.*`; a build string makes the pair a range too. */
function constraint(wanted: string, build: string | undefined): Constraint {
  if (build) return range(`${wanted} ${build}`)
  return /^=(?!=)/.test(wanted) ? range(wanted) : comparison(wanted, '=')
}
