import { formatInfo } from '../../catalogue/formats.ts'
import type { PackageFile } from '../../generated/v1.ts'
import { checksumsOf, type StoredFile } from '../../world/package.ts'
import type { PackageRecord } from '../../world/records.ts'
import { downloadUrl } from '../../world/urls.ts'
import type { World } from '../../world/world.ts'

/** The path of a file below its repository and format in download URLs. Unlike the service's, it has the same form for every format. */
export function filePath(pkg: PackageRecord, file: StoredFile): string {
  return `${pkg.slugPerm}/${encodeURIComponent(file.filename)}`
}

/** The files of a package. */
export function fileViews(world: World, pkg: PackageRecord, isDownloadable: boolean): PackageFile[] {
  const { fileTags = {} } = formatInfo(pkg.content.format)
  return pkg.content.files.map((file, index) => ({
    slug_perm: `${pkg.slugPerm}${index}`,
    filename: file.filename,
    size: checksumsOf(file)?.size ?? 0,
    checksum_md5: checksumsOf(file)?.md5 ?? null,
    checksum_sha1: checksumsOf(file)?.sha1 ?? null,
    checksum_sha256: checksumsOf(file)?.sha256 ?? null,
    checksum_sha512: checksumsOf(file)?.sha512 ?? null,
    tag: file.field === 'package_file' ? 'pkg' : (fileTags[file.field] ?? 'extra'),
    is_primary: index === 0,
    is_downloadable: isDownloadable,
    is_synchronised: pkg.sync.state === 'completed',
    cdn_url: fileUrl(world, pkg, file),
    signature_url: null,
    downloads: index === 0 ? pkg.downloads : 0,
  }))
}

/** The download URL of a file; null if it is served by a registry. */
function fileUrl(world: World, pkg: PackageRecord, file: StoredFile): string | null {
  if (formatInfo(pkg.content.format).hasOwnRegistry) return null
  return downloadUrl(world, pkg.repository, pkg.content.format, filePath(pkg, file))
}

/** The extension of a file name, by the rules of its format: `.tar.gz`, `.whl`. */
export function extensionOf(format: string, filename: string): string {
  const lower = filename.toLowerCase()
  const known = formatInfo(format).extensions.find((extension) => lower.endsWith(extension))
  return known ?? /(?:\.tar)?\.[a-z0-9]+$/.exec(lower)?.[0] ?? ''
}
