import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Emulator } from '../emulator.ts'
import type { Advisory } from '../scan/index.ts'
import type { Blob } from '../world/blobs.ts'
import { restoreSnapshot, takeSnapshot } from './snapshot.ts'
import { remedy, StateError } from './state-error.ts'

/** A folder in which an emulator finds itself again. */
export interface StateFolder {
  /** Makes the emulator what it was. @returns whether there was a state. @throws {StateError} which cannot be read */
  load(emulator: Emulator): Promise<boolean>
  /** Writes what the emulator is now; one write follows the other. A crash leaves the state before. */
  save(emulator: Emulator): Promise<void>
}

/** What a state file starts with: whose it is, its version, and the checksum of the rest. */
const head = /^cloudsmith-emulator state (\d+) ([0-9a-f]{64})\n/
const version = 2

/**
 * Opens a folder: `emulator.state` has all but the bytes of files, which are in `blobs`, each under its sha256 and written once.
 *
 * @param given the advisories that the emulator knows by itself: only others are kept
 */
export function openState(folder: string, given: readonly Advisory[]): StateFolder {
  const file = join(folder, 'emulator.state')
  const blobFile = (sha256: string) => join(folder, 'blobs', sha256)
  let last: Promise<unknown> = Promise.resolve()

  async function write(emulator: Emulator) {
    // Taken at once: what happens while files are written is for the next time.
    const { data, blobs } = takeSnapshot(emulator, given)
    const body = serialize(data)
    await mkdir(join(folder, 'blobs'), { recursive: true })
    const there = new Set(await readdir(join(folder, 'blobs')))
    for (const [sha256, bytes] of blobs) if (!there.has(sha256)) await replace(blobFile(sha256), [bytes])
    await replace(file, [`cloudsmith-emulator state ${version} ${sha256Of(body)}\n`, body])
    for (const name of there) if (!blobs.has(name)) await rm(blobFile(name), { force: true })
  }

  return {
    async load(emulator) {
      const text = await readIfThere(file)
      if (text === undefined) return false
      const data = bodyOf(text, file)
      const { world } = emulator
      const bytes = new Map<string, Uint8Array<ArrayBuffer>>()
      for (const name of await namesIn(join(folder, 'blobs'))) bytes.set(name, new Uint8Array(await readFile(blobFile(name))))
      const blobOf = (sha256: string): Blob => {
        const found = bytes.get(sha256)
        const blob = found && world.blobs.put(found)
        if (blob?.sha256 !== sha256)
          throw new StateError(`${blobFile(sha256)} is missing or damaged, and the state needs it. ${remedy}`)
        return blob
      }
      await restoreSnapshot(emulator, data, blobOf)
      return true
    },
    save(emulator) {
      const next = last.catch(() => {}).then(() => write(emulator))
      last = next
      return next
    },
  }
}

function bodyOf(content: Buffer, file: string): unknown {
  const [line = '', found, checksum] = head.exec(content.subarray(0, 200).toString('latin1')) ?? []
  if (line === '') throw new StateError(`${file} is no state of the emulator. ${remedy}`)
  if (found !== String(version)) throw new StateError(`${file} is of another version of the emulator (${found}). ${remedy}`)
  const body = content.subarray(line.length)
  if (sha256Of(body) !== checksum) throw new StateError(`${file} is damaged: its checksum is another. ${remedy}`)
  return deserialize(body)
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Writes beside, then renames: whoever reads sees the old or the new, never half. */
async function replace(file: string, parts: readonly (string | Uint8Array)[]) {
  const beside = `${file}.new`
  const handle = await open(beside, 'w')
  try {
    for (const part of parts) await handle.writeFile(part)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(beside, file)
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
