import { type Archive, onlyFile, readTar, readZip, type Wanted } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { parseJsonTable, type Table, textAt, textsAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import type { Manifest, PackageUpload, UploadedFile } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'
import { dependency } from './match-spec.ts'

const isInfo: Wanted = (path) => /^info\/(index\.json|about\.json|files)$/.test(path)

/**
 * Reads a Conda package: `index.json`, `about.json` and `files` in `info`, from a `.tar.bz2`, or from the archive `info-….tar.zst` in a `.conda`,
 * which is a zip archive. The build is the release, the platform the architecture. Entries of `constrains`, about packages that need not be
 * installed, are `Suggests`.
 *
 * @see https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/packages.html
 */
export async function readConda({ file }: PackageUpload): Promise<Manifest> {
  const { count, files } = await openPackage(file)
  const indexFile = files.get('info/index.json')
  if (!indexFile) throw new UnreadableError('the package has no info/index.json')
  const index = parseJsonTable(indexFile, 'info/index.json')
  const aboutFile = files.get('info/about.json')
  const about = aboutFile && parseJsonTable(aboutFile, 'info/about.json')
  const listed = files.get('info/files')
  const subdir = subdirOf(index)
  return {
    name: required(textAt(index, 'name'), 'info/index.json: name'),
    version: requireVersion('conda', textAt(index, 'version'), 'info/index.json: version'),
    release: required(textAt(index, 'build'), 'info/index.json: build'),
    license: textAt(index, 'license') ?? textAt(about, 'license'),
    summary: textAt(about, 'summary'),
    description: textAt(about, 'description'),
    architectures: subdir ? [subdir] : [],
    dependencies: [
      ...textsAt(index, 'depends').flatMap((text) => dependency(text, 'Depends')),
      ...textsAt(index, 'constrains').flatMap((text) => dependency(text, 'Suggests')),
    ],
    identifiers: {},
    numFiles: listed ? linesIn(listed) : count,
  }
}

async function openPackage({ filename, bytes }: UploadedFile): Promise<Archive> {
  if (/\.tar\.bz2$/i.test(filename)) return readTar(bytes, isInfo)
  const [, stem] = /^(.+)\.conda$/i.exec(filename) ?? []
  if (stem === undefined) throw new UnreadableError(`${filename} is neither a .conda nor a .tar.bz2`)
  // Conda finds the inner archives by the name of the file, so it cannot install a renamed package.
  const packed = onlyFile(
    readZip(bytes, (path) => path.startsWith(`info-${stem}`)),
    `info-${stem}.tar.zst, which goes by the name of the file,`,
  )
  return readTar(packed, isInfo)
}

/** Old packages state operating system and machine instead. */
function subdirOf(index: Table): string | undefined {
  const [subdir, platform, arch] = ['subdir', 'platform', 'arch'].map((key) => textAt(index, key))
  const machine = arch && { x86_64: '64', x86: '32' }[arch]
  return subdir ?? (platform && arch ? `${platform}-${machine ?? arch}` : undefined)
}

function linesIn(bytes: Uint8Array): number {
  return decodeUtf8(bytes)
    .split('\n')
    .filter((line) => line.trim()).length
}
