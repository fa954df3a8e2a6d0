import { onlyFile, readTar } from '../../files/archive.ts'
import { parseJsonTable, textAt } from '../../files/tree.ts'
import { required, UnreadableError } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'
import { requireVersion } from '../../format/version-scheme.ts'

/**
 * Reads a Vagrant box: a tar archive, usually gzipped, with a `metadata.json`. Name and version come from the request, because a box does not contain
 * them. The provider is that of the box, which the request has to match; it is part of the identity (`identifiers.vagrant_provider`).
 *
 * @see https://developer.hashicorp.com/vagrant/docs/boxes/format
 */
export async function readVagrant(upload: PackageUpload): Promise<Manifest> {
  const archive = await readTar(upload.file.bytes, (path) => path === 'metadata.json')
  const metadata = parseJsonTable(onlyFile(archive, 'metadata.json at its root'), 'metadata.json')
  const architecture = textAt(metadata, 'architecture')
  const provider = required(textAt(metadata, 'provider'), 'metadata.json: provider')
  const asked = textField(upload, 'provider') ?? provider
  if (asked !== provider) throw new UnreadableError(`the box is for ${provider}, but the request says ${asked}`)
  return {
    name: required(textField(upload, 'name'), 'name (in the request)'),
    version: requireVersion('vagrant', textField(upload, 'version'), 'version (in the request)'),
    architectures: architecture ? [architecture] : [],
    dependencies: [],
    identifiers: { vagrant_provider: provider },
    numFiles: archive.count,
  }
}
