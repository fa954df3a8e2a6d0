import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Advisory } from '@cloudsmith-sdk/advisories'
import type { Emulator } from '../emulator.ts'
import { type Blob, blobOf } from '../world/blobs.ts'
import { mustBeRestorable, restoreSnapshot, takeSnapshot } from './snapshot.ts'
import { StateError } from './state-error.ts'
import { formatState, parseState } from './state-text.ts'

/** A folder with the state of an emulator. */
export interface StateFolder {
  /** Restores the emulator's state. @returns whether there was one. @throws {StateError} if it cannot be read */
  load(emulator: Emulator): Promise<boolean>
  /**
   * Writes the current state; writes are done one after the other. After a crash, the previous state is still there.
   *
   * @throws {Error} if the state could not be read again: the previous state is kept
   */
  save(emulator: Emulator): Promise<void>
}

/**
 * Opens a folder. The file `emulator.state` contains everything except the bytes of files, which are in `blobs`, written once under their sha256.
 *
 * @param given the advisories that the emulator starts with: only others are stored
 * @param mustBeOurs called before anything is written; throws if another emulator has the folder
 */
export function openState(
  folder: string,
  given: readonly Advisory[],
  mustBeOurs: () => Promise<void> = async () => {},
): StateFolder {
  const file = join(folder, 'emulator.state')
  const blobFile = (sha256: string) => join(folder, 'blobs', sha256)
  let last: Promise<unknown> = Promise.resolve()

  async function write(emulator: Emulator) {
    // Taken at once: changes during the writing of files belong to the next write.
    const written = takeSnapshot(emulator, given)
    const { blobs } = written
    const text = Buffer.concat(formatState(written))
    check(() => mustBeRestorable(emulator, parseState(text), blobs))
    await mustBeOurs()
    await mkdir(join(folder, 'blobs'), { recursive: true })
    const there = new Set(await readdir(join(folder, 'blobs')))
    for (const [sha256, { bytes }] of blobs) if (!there.has(sha256)) await replace(blobFile(sha256), bytes)
    await replace(file, text)
    for (const name of there) if (!blobs.has(name)) await rm(blobFile(name), { force: true })
  }

  return {
    async load(emulator) {
      const text = await readIfThere(file)
      if (text === undefined) return false
      const blobs = new Map<string, Blob>()
      for (const name of await namesIn(join(folder, 'blobs'))) {
        const blob = blobOf(new Uint8Array(await readFile(blobFile(name))))
        if (blob.sha256 === name) blobs.set(name, blob)
      }
      try {
        const { root, ...source } = parseState(text)
        await restoreSnapshot(emulator, root, { ...source, blobOf: (sha256) => blobs.get(sha256) })
      } catch (error) {
        throw error instanceof StateError ? error.of(file) : error
      }
      return true
    },
    save(emulator) {
      const next = last.catch(() => {}).then(() => write(emulator))
      last = next
      return next
    },
  }
}

/** @throws {Error} if the state would be refused at the next start */
function check(read: () => void): void {
  try {
    read()
  } catch (error) {
    if (!(error instanceof StateError)) throw error
    throw new Error(`it could not be read again (${error.problem}), so the previous state is kept`, { cause: error })
  }
}

/** Writes another file, then renames it: readers see the old or the new content, never half of it. */
async function replace(file: string, content: Uint8Array) {
  const beside = `${file}.new`
  try {
    const handle = await open(beside, 'w')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    // On a full disk, the incomplete file would take space that is needed.
    await rm(beside, { force: true }).catch(() => {})
    throw error
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
