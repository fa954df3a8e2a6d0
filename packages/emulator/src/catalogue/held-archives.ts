import { type Gathering, gathering, passing } from '../core/memory.ts'
import { isAr } from '../files/ar.ts'
import { compressionOf } from '../files/compression.ts'
import type { ArchiveLimits } from '../files/limits.ts'
import { exactly, type Parser, whole } from '../files/parser.ts'
import { isTar, tarHeaderSize, tarParser } from '../files/tar.ts'
import { isZip } from '../files/zip.ts'
import { isRpm } from '../formats/rpm/read.ts'

/** Files in a tar archive that may be archives themselves. Only these are extracted; others are searched in place. */
const archive = /\.(tar|t?gz|t?xz|t?zst|t?bz2|tbz|zip|[aejw]ar|whl|egg|nupkg|gem|crate|rock|box|[du]?deb|rpm|apk|conda)$/i

/** How many bytes are kept of something that does not start like an archive: it may still end like one, with a launch script in front. */
const mostUnknown = 32 * 2 ** 20

/** How many bytes may be kept in addition to a file. */
export interface Room {
  room: number
  limits: ArchiveLimits
}

/**
 * Collects what has to be searched as a whole: the archives in a tar archive, or the complete input. What exceeds the room is skipped.
 *
 * @returns a function that returns the archives, which occupy their room until {@link release}
 */
export function* heldArchives(budget: Room): Parser<() => Promise<Uint8Array[]>> {
  const head = yield* exactly(tarHeaderSize)
  if (isTar(head)) {
    const found = yield* archivesInTar(budget, false, head)
    return async () => found
  }
  const all = yield* heldPieces(budget, head)
  return async () => (all === undefined ? [] : [await all.joinedAfter(new Uint8Array(), passing)])
}

/** Collects the archives in a tar archive, up to where it is damaged. */
export function* archivesInTar(budget: Room, isInMemory: boolean, head?: Uint8Array): Parser<Uint8Array[]> {
  const found: Uint8Array[] = []
  let entries = 0
  const parser = tarParser(({ name, size }) => {
    entries++
    if (entries > budget.limits.entries) throw new Error('too many entries')
    if (!archive.test(name) || (!isInMemory && size > budget.room)) return undefined
    if (!isInMemory) budget.room -= size
    return whole(size, isInMemory, (bytes) => found.push(bytes))
  }, head)
  try {
    yield* parser
  } catch {
    // The reader of the package reports the damage.
  }
  return found
}

function* heldPieces(budget: Room, head: Uint8Array): Parser<Gathering | undefined> {
  const isArchive = isZip(head) || isAr(head) || isRpm(head) || compressionOf(head) !== undefined
  const most = isArchive ? budget.room : Math.min(budget.room, mostUnknown)
  let all: Gathering | undefined = gathering()
  for (let piece = head; piece.length > 0; piece = yield { atLeast: 1, atMost: Number.POSITIVE_INFINITY }) {
    if (all !== undefined && all.size() + piece.length > most) all = undefined
    all?.add(new Uint8Array(piece))
  }
  budget.room -= all?.size() ?? 0
  return all
}

/** Frees the room of what was collected. */
export function release(budget: Room, held: readonly Uint8Array[]): void {
  for (const { length } of held) budget.room += length
}
