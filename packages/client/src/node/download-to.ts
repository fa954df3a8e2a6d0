import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Cloudsmith } from '../cloudsmith.ts'
import type { DownloadOptions, DownloadSource } from '../download/download.ts'

/**
 * Downloads a file of a package to disk, and resolves to its path.
 *
 * The bytes are first written to `NAME.partial-…` in the same folder, and only renamed when they are complete and verified. If anything
 * fails, an existing file at `path` is kept and the partial file is removed.
 *
 * @param path where to save the file; if this is an existing folder, the file is saved in it under its own name
 * @throws {ChecksumMismatchError} the bytes do not match the checksum that the service has
 * @throws {QuarantinedError} the package is in quarantine
 */
export async function downloadTo(
  cloudsmith: Pick<Cloudsmith, 'download'>,
  source: DownloadSource,
  path: string,
  options: DownloadOptions = {},
): Promise<string> {
  const { filename, stream } = await cloudsmith.download(source, options)
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  // The name comes from the service: one that contains folders must not lead out of this one.
  const target = isFolder ? join(path, filename.replaceAll(/[\\/]/g, '_')) : path
  const partial = `${target}.partial-${crypto.randomUUID().slice(0, 8)}`
  try {
    await pipeline(stream, createWriteStream(partial, { flags: 'wx' }))
    await rename(partial, target)
    return target
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
