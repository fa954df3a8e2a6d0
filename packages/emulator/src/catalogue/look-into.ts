import type { Limits } from '../files/limits.ts'
import type { PackageUpload, Reading } from '../format/types.ts'
import { containsMalware, searchFew } from './malware.ts'
import { openLine } from './neighbours.ts'
import { readPackage, readShort, unreadableReason } from './read-package.ts'
import { askThread } from './thread.ts'

/** Bytes from which on files are looked into by a thread of its own: below, that takes no time that anybody would notice. */
const threadFrom = 2 ** 20

/** What is looked into without a thread, as it takes milliseconds: bytes of manifests, and entries. More of both is in small files as well. */
const atOnce = { wanted: 64 * 1024, entries: 5_000 }

/** As {@link containsMalware}, without keeping anybody waiting. What cannot be searched holds none. */
export async function findMalware(bytes: Uint8Array, limits: Limits): Promise<boolean> {
  const isFound = bytes.length < threadFrom ? await searchFew(bytes, limits, atOnce.entries) : undefined
  if (isFound !== undefined) return isFound
  const answer = await askThread({ about: 'malware', bytes, limits }, bytes.length)
  return answer === 'no thread' ? containsMalware(bytes, limits) : answer === true
}

/** As {@link readPackage}, without keeping anybody waiting. */
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
