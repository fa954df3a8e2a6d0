import { UnreadableError } from './unreadable.ts'

/** How much of an untrusted archive is unpacked before it is refused. */
export interface ArchiveLimits {
  /** Most entries of any kind. */
  entries: number
  /** Most bytes of all the files together that are read out of an archive. */
  wanted: number
  /** Most bytes that a compressed stream may unpack to. */
  unpacked: number
  /** Most unpacked bytes for a packed byte; small archives, below `ratioFrom` unpacked bytes, are exempt. */
  ratio: number
  ratioFrom: number
}

const MiB = 1024 * 1024

/**
 * Wide enough for large real packages, far below what hurts a test process. Real source archives stay below a ratio of 50; deflate
 * can reach 1,032.
 */
export const defaultLimits: ArchiveLimits = {
  entries: 200_000,
  wanted: 8 * MiB,
  unpacked: 512 * MiB,
  ratio: 200,
  ratioFrom: 16 * MiB,
}

/** The bytes that a stream of `packed` bytes may unpack to. */
export function unpackedBudget(packed: number, limits: ArchiveLimits): number {
  return Math.min(limits.unpacked, Math.max(limits.ratioFrom, packed * limits.ratio))
}

/** The failure of everything that would unpack to more than it may. */
export function tooLarge(what: string, limit: number): UnreadableError {
  return new UnreadableError(`${what} unpacks to more than the ${limit} bytes allowed`)
}
