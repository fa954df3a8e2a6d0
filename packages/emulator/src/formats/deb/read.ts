import { arMembers } from '../../files/ar.ts'
import { readTar } from '../../files/archive.ts'
import { parseStanza, type Stanza } from '../../files/stanza.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { comparison } from '../../format/constraint.ts'
import { textField } from '../../format/fields.ts'
import type { DebDependencyType, Dependency, Manifest, PackageUpload } from '../../format/types.ts'

const relationships: readonly DebDependencyType[] = [
  'Depends',
  'Pre-Depends',
  'Recommends',
  'Suggests',
  'Enhances',
  'Replaces',
  'Breaks',
  'Conflicts',
  'Provides',
  'Built-Using',
  'Build-Depends',
  'Build-Depends-Indep',
  'Build-Conflicts',
  'Build-Conflicts-Indep',
]

/**
 * Reads a Debian binary package (`.deb`, `.udeb`, `.ddeb`) or the description of a source package (`.dsc`).
 *
 * Only the small control archive is unpacked, so `numFiles` counts the lines of its `md5sums`: the files installed, without
 * configuration files; 0 for packages built without that list.
 *
 * @see https://man7.org/linux/man-pages/man5/deb.5.html
 * @see https://man7.org/linux/man-pages/man5/deb-control.5.html
 */
export async function readDeb(upload: PackageUpload): Promise<Manifest> {
  const { control, numFiles } = /\.dsc$/i.test(upload.file.filename) ? openSource(upload) : await openBinary(upload)
  const version = parseVersion(required(control.first('Version'), 'the control field Version'))
  const [summary, ...description] = (control.first('Description') ?? '').split('\n').map((line) => line.trim())
  return {
    name: required(control.first('Package') ?? control.first('Source'), 'the control field Package'),
    ...version,
    summary: summary || undefined,
    // A lone dot stands for an empty line.
    description: description.filter((line) => line !== '.').join(' ') || undefined,
    architectures: required(control.first('Architecture'), 'the control field Architecture').split(/\s+/),
    dependencies: relationships.flatMap((type) => dependencies(control.first(type) ?? '', type)),
    identifiers: { deb_component: textField(upload, 'component') ?? 'main' },
    numFiles,
  }
}

async function openBinary({ file }: PackageUpload): Promise<{ control: Stanza; numFiles: number }> {
  const members = arMembers(file.bytes)
  if (!members.has('debian-binary'))
    throw new UnreadableError('the ar archive has no debian-binary member: it is no Debian package')
  const packed = [...members].find(([name]) => /^control\.tar(\.\w+)?$/.test(name))?.[1]
  if (!packed) throw new UnreadableError('the Debian package has no control archive')

  const { files } = await readTar(packed, (path) => path === 'control' || path === 'md5sums')
  const control = files.get('control')
  if (!control) throw new UnreadableError('the control archive has no control file')
  const sums = decodeUtf8(files.get('md5sums') ?? new Uint8Array())
  return { control: parseStanza(decodeUtf8(control)), numFiles: sums.split('\n').filter((line) => line.trim()).length }
}

/** A `.dsc` is one stanza, mostly inside a PGP signature, whose own header lines end with an empty line. */
function openSource({ file }: PackageUpload): { control: Stanza; numFiles: number } {
  const signed = /^-----BEGIN PGP SIGNED MESSAGE-----.*?\n\r?\n/s
  const control = parseStanza(decodeUtf8(file.bytes).replace(signed, ''))
  return { control, numFiles: (control.first('Files') ?? '').split('\n').filter((line) => line.trim()).length }
}

/** `[epoch:]upstream[-revision]`: the service keeps the whole as version and shows the parts beside it. */
function parseVersion(version: string): { version: string; epoch: number | undefined; release: string | undefined } {
  const [, epoch, upstream = '', release] = /^(?:(\d+):)?(.+?)(?:-([^-]*))?$/.exec(version) ?? []
  if (!/^[\w.+:~-]+$/.test(upstream))
    throw new UnreadableError(`the control field Version is ${JSON.stringify(version)}, which is no version`)
  return { version, epoch: epoch === undefined ? undefined : Number(epoch), release }
}

/** Alternatives (`a | b`) are listed one by one; architecture and build profile restrictions are dropped. */
function dependencies(text: string, dep_type: DebDependencyType): Dependency[] {
  return text.split(/[,|]/).flatMap((item) => {
    const [, name, constraint = ''] = /^\s*([^\s:([<]+)(?::\w+)?\s*(?:\(([^)]*)\))?/.exec(item) ?? []
    return name ? [{ name, dep_type, ...comparison(constraint, '=') }] : []
  })
}
