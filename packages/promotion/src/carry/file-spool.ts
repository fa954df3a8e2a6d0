import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileFromPath } from '@cloudsmith-sdk/client/node'
import type { Spool } from './spool.ts'

/**
 * Keeps on disk the files that `carry` is about to upload, whatever their size.
 *
 * @param folder an existing folder, with room for all files of as many packages as are carried at once. Files that a killed process left there may be
 * deleted
 */
export function fileSpool(folder: string): Spool {
  return {
    async keep(stream) {
      const path = join(folder, `carried-${randomUUID()}`)
      const release = () => rm(path, { force: true })
      try {
        await pipeline(Readable.fromWeb(stream), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        return { bytes: await fileFromPath(path), release }
      } catch (error) {
        await release()
        throw error
      }
    },
  }
}
