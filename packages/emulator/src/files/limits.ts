import { AsyncLocalStorage } from 'node:async_hooks'
import { TooLargeError } from './unreadable.ts'

/** Limits for unpacking untrusted archives. */
export interface ArchiveLimits {
  /** Most entries of any kind in an archive; in the search for malware, of nested archives together. */
  entries: number
  /** Most bytes of all files together that are read from an archive. */
  wanted: number
  /** Most bytes that a compressed stream may unpack to. */
  unpacked: number
  /** Most unpacked bytes per packed byte. Real source archives stay below 50; deflate can reach 1,032. */
  ratio: number
  /** Unpacked bytes below which the ratio does not apply. */
  ratioFrom: number
}

/** Limits for package files, against files that are made to do harm. They are wide enough for large real packages. */
export interface Limits extends ArchiveLimits {
  /** Most characters of a name, version, architecture or other coordinate of the package or its dependencies. */
  name: number
  /** Most characters of a summary or description; a longer one is cut and ends with `…`. */
  text: number
  /** Most dependencies of a package. */
  dependencies: number
  /** Most values of a manifest: its keys, items, elements or lines. Values in YAML count twice. */
  values: number
}

const MiB = 1024 * 1024

/** Far below what would slow down a test process. */
export const defaultLimits: Limits = {
  entries: 200_000,
  wanted: 8 * MiB,
  unpacked: 512 * MiB,
  ratio: 200,
  ratioFrom: 16 * MiB,
  name: 2_048,
  text: 65_536,
  dependencies: 20_000,
  values: 50_000,
}

const inForce = new AsyncLocalStorage<Limits>()

/** Runs a task within limits. The readers of formats get them implicitly. */
export const withLimits = <Result>(limits: Limits, task: () => Result): Result => inForce.run(limits, task)

/** The limits of the current task. */
export const limitsInForce = (): Limits => inForce.getStore() ?? defaultLimits

/** The limits for an archive of which all files are read. */
export function limitsOfWhole(): Limits {
  const limits = limitsInForce()
  return { ...limits, wanted: limits.unpacked }
}

/** How many bytes a stream of `packed` bytes may unpack to. */
export function unpackedBudget(packed: number, limits: ArchiveLimits): number {
  return Math.min(limits.unpacked, Math.max(limits.ratioFrom, packed * limits.ratio))
}

/** The error for something that unpacks to more than is allowed. */
export function tooLarge(what: string, limit: number): TooLargeError {
  return new TooLargeError(`${what} unpacks to more than the ${limit} bytes allowed`)
}

/** The error for an archive with more entries than are allowed. */
export function tooMany(limit: number): TooLargeError {
  return new TooLargeError(`the archive has more than the ${limit} entries allowed`)
}
