import { onlyFile, readTar } from '../../files/archive.ts'
import { parseJsonTable, textAt } from '../../files/tree.ts'
import { required } from '../../files/unreadable.ts'
import { textField } from '../../format/fields.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Vagrant box: a tar archive, mostly gzipped, with a `metadata.json`. Name and version are the request's, since a box does not
 * know them; the provider is the request's too, else the box's, and part of what a box is (`identifiers.vagrant_provider`).
 *
 * @see https://developer.hashicorp.com/vagrant/docs/boxes/format
 */
export async function readVagrant(upload: PackageUpload): Promise<Manifest> {
  const archive = await readTar(upload.file.bytes, (path) => path === 'metadata.json')
  const metadata = parseJsonTable(onlyFile(archive, 'metadata.json at its root'), 'metadata.json')
  const architecture = textAt(metadata, 'architecture')
  return {
    name: required(textField(upload, 'name'), 'name (in the request)'),
    version: required(textField(upload, 'version'), 'version (in the request)'),
    architectures: architecture ? [architecture] : [],
    dependencies: [],
    identifiers: {
      vagrant_provider: required(textField(upload, 'provider') ?? textAt(metadata, 'provider'), 'provider (in the request)'),
    },
    numFiles: archive.count,
  }
}
