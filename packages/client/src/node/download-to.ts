import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Cloudsmith } from '../cloudsmith.ts'
import type { DownloadOptions, DownloadSource } from '../download/download.ts'

/**
 * Downloads a file of a package to the disk and gives its path. Into a folder that is there it goes under its own name.
 *
 * The bytes are written beside it, to `NAME.partial-…`, and take its name only when they are all there and right: whatever fails, what
 * was at `path` before stays, and the partial file goes.
 *
 * @throws {ChecksumMismatchError} other bytes came than the service knows of
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
  // The name is the service's: one with folders in it must not lead out of this one.
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
