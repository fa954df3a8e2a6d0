import { AsyncLocalStorage } from 'node:async_hooks'
import { TooLargeError } from './unreadable.ts'

/** How much of an untrusted archive is unpacked before it is refused. */
export interface ArchiveLimits {
  /** Most entries of any kind in an archive; where malware is looked for, of archives in each other together. */
  entries: number
  /** Most bytes of all the files together that are read out of an archive. */
  wanted: number
  /** Most bytes that a compressed stream may unpack to. */
  unpacked: number
  /** Most unpacked bytes for a packed byte. Real source archives stay below 50; deflate can reach 1,032. */
  ratio: number
  /** Unpacked bytes below which the ratio does not count. */
  ratioFrom: number
}

/** What package files may hold: bounds against files that are made to hurt, wide enough for large real packages. */
export interface Limits extends ArchiveLimits {
  /** Most characters of a name, a version, an architecture or another coordinate, of the package and of its dependencies. */
  name: number
  /** Most characters of a summary or a description: what is longer is cut, and ends with `…`. */
  text: number
  /** Most dependencies of a package. */
  dependencies: number
  /** Most values of a manifest: keys, items, elements or lines, as it has them; those of YAML count twice. */
  values: number
}

const MiB = 1024 * 1024

/** Far below what hurts a test process. */
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

/** Runs a task within limits: readers of formats are many, and none has to hand them on. */
export const withLimits = <Result>(limits: Limits, task: () => Result): Result => inForce.run(limits, task)

/** The limits of the task that runs. */
export const limitsInForce = (): Limits => inForce.getStore() ?? defaultLimits

/** Those of an archive whose files are all read. */
export function limitsOfWhole(): Limits {
  const limits = limitsInForce()
  return { ...limits, wanted: limits.unpacked }
}

/** The bytes that a stream of `packed` bytes may unpack to. */
export function unpackedBudget(packed: number, limits: ArchiveLimits): number {
  return Math.min(limits.unpacked, Math.max(limits.ratioFrom, packed * limits.ratio))
}

/** The failure of everything that would unpack to more than it may. */
export function tooLarge(what: string, limit: number): TooLargeError {
  return new TooLargeError(`${what} unpacks to more than the ${limit} bytes allowed`)
}

/** The failure of an archive that has more entries than it may. */
export function tooMany(limit: number): TooLargeError {
  return new TooLargeError(`the archive has more than the ${limit} entries allowed`)
}
