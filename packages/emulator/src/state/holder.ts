import { readFile, readlink } from 'node:fs/promises'

/** The holder of a folder, as stored in the lock there. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** Distinguishes this emulator from all others, whatever their process ids and host names. */
  readonly nonce: string
  /** The system in which process ids have the same meaning; undefined if the operating system does not tell. */
  readonly space?: string | undefined
  /** How often the lock was renewed. */
  readonly renewals: number
}

/** Identifies the scope of process ids: it changes with each boot, and in each container. */
export async function pidSpace(): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}

/** Parses a lock; undefined if it is damaged. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return Number.isSafeInteger(holder.pid) && typeof holder.host === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

/** Whether the process of a lock has certainly ended. One that seems to run may be another with the same id, or a zombie. */
export async function hasEnded({ pid, space }: Holder): Promise<boolean> {
  if (space === undefined || space !== (await pidSpace())) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    // A process of another user exists as well.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Describes the holder. */
export const wordsFor = (holder: Holder | undefined): string =>
  holder === undefined ? 'an unknown process (its lock cannot be read)' : `the process ${holder.pid} on ${holder.host}`
