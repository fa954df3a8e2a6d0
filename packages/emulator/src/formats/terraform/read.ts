import { readTar, readZip, type Wanted } from '../../files/archive.ts'
import { UnreadableError } from '../../files/unreadable.ts'
import { readByFileName } from '../../format/by-file-name.ts'
import type { Manifest, PackageUpload } from '../../format/types.ts'

/**
 * Reads a Terraform module, which has configuration (`.tf`, `.tf.json`) at its root or in its top folder, or a provider, which has its program there.
 * Name and version of both are only in the file name; that of a provider, `terraform-provider-name_1.0.0_linux_amd64.zip`, ends with its platform.
 * Neither states its licence, and the requirements of a module are not read.
 *
 * @see https://developer.hashicorp.com/terraform/registry/providers/publishing
 */
export async function readTerraform(upload: PackageUpload): Promise<Manifest> {
  const { filename, bytes } = upload.file
  const [, stem, platform] = /^(terraform-provider-.+)_([a-z\d]+_[a-z\d]+)\.zip$/.exec(filename) ?? []
  const program = stem?.replace(/_[^_]*$/, '')
  let isTerraform = false
  const look: Wanted = (path) => {
    // Terraform only finds the program of a provider at the root.
    isTerraform ||=
      program === undefined ? /^([^/]+\/)?[^/]+\.tf(\.json)?$/.test(path) : path.startsWith(program) && !path.includes('/')
    return false
  }
  const { count } = /\.zip$/i.test(filename) ? readZip(bytes, look) : await readTar(bytes, look)
  if (!isTerraform) throw new UnreadableError(`the archive has no ${program ?? '.tf file'} at its root`)
  const named = stem ? readByFileName({ ...upload, file: { filename: `${stem}.zip`, bytes } }) : readByFileName(upload)
  return { ...named, architectures: platform ? [platform] : [], numFiles: count }
}
