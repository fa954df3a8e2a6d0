import { readTar } from '../../files/archive.ts'
import { decodeUtf8 } from '../../files/text.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import { schemeOfFormat } from '../../format/version-scheme.ts'
import { type Control, parseControl } from './control.ts'
import { controlArchive } from './members.ts'
import { relationsOf } from './relations.ts'

/** dpkg stores epochs as an `int`. */
const greatestEpoch = 2 ** 31 - 1

/**
 * Reads a Debian binary package (`.deb`, `.udeb`, `.ddeb`) or the description of a source package (`.dsc`).
 *
 * Only the small control archive is unpacked, so `numFiles` is the number of lines in its `md5sums`: the installed files without configuration files;
 * 0 if the package was built without that list.
 *
 * @see https://man7.org/linux/man-pages/man5/deb.5.html
 * @see https://man7.org/linux/man-pages/man5/deb-control.5.html
 */
export async function readDeb(upload: PackageUpload): Promise<Manifest> {
  const isSource = /\.dsc$/i.test(upload.file.filename)
  const { control, numFiles } = isSource ? openSource(upload) : await openBinary(upload)
  const nameField = isSource ? 'Source' : 'Package'
  const version = parseVersion(required(control('Version'), 'the control field Version'))
  const [summary, ...description] = (control('Description') ?? '').split('\n').map((line) => line.trim())
  return {
    name: validName(required(control(nameField), `the control field ${nameField}`), nameField),
    ...version,
    summary: summary || undefined,
    // A single dot stands for an empty line.
    description: description.filter((line) => line !== '.').join(' ') || undefined,
    architectures: required(control('Architecture'), 'the control field Architecture').split(/\s+/),
    dependencies: relationsOf(control, isSource),
    identifiers: { deb_component: textField(upload, 'component') ?? 'main' },
    numFiles,
  }
}

async function openBinary({ file }: PackageUpload): Promise<{ control: Control; numFiles: number }> {
  const { text, sums } = await readControlFiles(file.bytes)
  if (!text.endsWith('\n')) throw new UnreadableError('the control file is cut short: its last line does not end')
  const control = parseControl(text, 'the control file')
  requireOneArchitecture(control)
  return { control, numFiles: sums.split('\n').filter((line) => line.trim()).length }
}

/** The control file of a binary package, and its list of checksums. @throws {UnreadableError} */
export async function readControlFiles(bytes: Uint8Array): Promise<{ text: string; sums: string }> {
  const { files } = await readTar(controlArchive(bytes), (path) => path === 'control' || path === 'md5sums')
  const control = files.get('control')
  if (!control) throw new UnreadableError('the control archive has no control file')
  return { text: decodeUtf8(control), sums: decodeUtf8(files.get('md5sums') ?? new Uint8Array()) }
}

/** `any` and similar names stand for several architectures, which only source packages can have. */
function requireOneArchitecture(control: Control): void {
  const architecture = control('Architecture') ?? ''
  const isOne = /^[a-z\d][a-z\d-]*$/i.test(architecture) && !architecture.split('-').includes('any')
  if (architecture !== '' && !isOne)
    throw new UnreadableError(`the control field Architecture is ${JSON.stringify(architecture)}, which is not one architecture`)
  const multiArch = control('Multi-Arch') ?? 'no'
  if (!/^(?:foreign|allowed|same|no)$/i.test(multiArch) || (/^same$/i.test(multiArch) && architecture === 'all'))
    throw new UnreadableError(`the control field Multi-Arch is ${JSON.stringify(multiArch)}, which ${architecture} cannot be`)
}

/**
 * A `.dsc` is one block of fields, usually inside a PGP signature, whose own header ends with an empty line. Nothing else may be in the file, because
 * it would not be signed.
 */
function openSource({ file }: PackageUpload): { control: Control; numFiles: number } {
  const control = parseControl(signedText(decodeUtf8(file.bytes)), 'the .dsc')
  return { control, numFiles: required(control('Files'), 'the field Files').trim().split('\n').length }
}

/** The text inside a signature; the whole text if there is no signature. */
export function signedText(whole: string): string {
  const text = whole.replaceAll('\r\n', '\n').trim()
  const signed = /^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n)*\n([\s\S]*?)\n-----BEGIN PGP SIGNATURE-----\n[\s\S]*$/.exec(
    text,
  )
  return signed?.[1] ?? text
}

function validName(name: string, field: string): string {
  if (!/^[a-z\d][a-z\d.+_-]*$/i.test(name))
    throw new UnreadableError(
      `the control field ${field} is ${JSON.stringify(name)}, which is not a valid name: use letters, digits and -+._`,
    )
  return name
}

/** `[epoch:]upstream[-revision]`: the service stores the whole as the version, and shows the parts separately. */
function parseVersion(version: string): { version: string; epoch: number | undefined; release: string | undefined } {
  const [, epoch, release] = /^(?:(\d+):)?.+?(?:-([^-]*))?$/.exec(version) ?? []
  if (!schemeOfFormat('deb').isVersion(version) || Number(epoch ?? 0) > greatestEpoch)
    throw new UnreadableError(`the control field Version is ${JSON.stringify(version)}, which is not a version`)
  return { version, epoch: epoch === undefined ? undefined : Number(epoch), release }
}
