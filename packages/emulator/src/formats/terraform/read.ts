import { readTar, readZip, type Wanted } from '../../files/archive.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Terraform module, which has configuration (`.tf`, `.tf.json`) at its root or in its top folder, or a provider, which has its
 * program there. Both keep name and version only in the file name; that of a provider, `terraform-provider-name_1.0.0_linux_amd64.zip`,
 * ends with its platform. Neither says its licence, and what a module requires is not read.
 *
 * @see https://developer.hashicorp.com/terraform/registry/providers/publishing
 */
export async function readTerraform(upload: PackageUpload): Promise<Manifest> {
  const { filename, bytes } = upload.file
  let isTerraform = false
  const look: Wanted = (path) => {
    isTerraform ||= /^([^/]+\/)?([^/]+\.tf(\.json)?|terraform-provider-[^/]+)$/.test(path)
    return false
  }
  const { count } = /\.zip$/i.test(filename) ? readZip(bytes, look) : await readTar(bytes, look)
  if (!isTerraform) throw new UnreadableError('the archive has neither a .tf file nor the program of a provider at its root')
  const [, stem, platform] = /^(terraform-provider-.+)_([a-z\d]+_[a-z\d]+)\.zip$/.exec(filename) ?? []
  const named = stem ? readByFileName({ ...upload, file: { filename: `${stem}.zip`, bytes } }) : readByFileName(upload)
  return { ...named, architectures: platform ? [platform] : [], numFiles: count }
}
