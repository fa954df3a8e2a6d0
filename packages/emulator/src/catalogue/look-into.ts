import type { Limits } from '../files/limits.ts'
import type { PackageUpload, Reading } from '../format/types.ts'
import { containsMalware, searchFew } from './malware.ts'
import { openLine } from './neighbours.ts'
import { readPackage, readShort, unreadableReason } from './read-package.ts'
import { askThread } from './thread.ts'

/** From this many bytes on, files are read in a separate thread: below, reading takes no noticeable time. */
const threadFrom = 2 ** 20

/** What is read without a thread, because it takes milliseconds: bytes of manifests, and entries. Small files can contain more of both. */
const atOnce = { wanted: 64 * 1024, entries: 5_000 }

/** Like {@link containsMalware}, without blocking others. What cannot be searched counts as free of malware. */
export async function findMalware(bytes: Uint8Array, limits: Limits): Promise<boolean> {
  const isFound = bytes.length < threadFrom ? await searchFew(bytes, limits, atOnce.entries) : undefined
  if (isFound !== undefined) return isFound
  const answer = await askThread({ about: 'malware', bytes, limits }, bytes.length)
  return answer === 'no thread' ? containsMalware(bytes, limits) : answer === true
}

/** Like {@link readPackage}, without blocking others. */
export async function readFiles(format: string, upload: PackageUpload, limits: Limits): Promise<Reading> {
  const size = [upload.file, ...Object.values(upload.extra)].reduce((sum, { bytes }) => sum + bytes.length, 0)
  const short = size < threadFrom ? await readShort(format, upload, limits, atOnce) : undefined
  if (short) return short
  const { neighbour, ...rest } = upload
  const opened = neighbour && openLine(neighbour)
  const question = { about: 'package', format, upload: rest, neighbours: opened?.line, limits } as const
  const answer = await askThread(question, size).finally(() => opened?.close())
  if (answer === 'no thread') return readPackage(format, upload, limits)
  return answer === 'gave up' ? { ok: false, reason: `${unreadableReason}: it takes too much memory or time to read` } : answer
}
