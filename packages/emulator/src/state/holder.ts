import { readFile, readlink } from 'node:fs/promises'

/** Who has a folder, as it stands in the lock there. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** Tells this emulator from all others, whatever their processes and hosts are called. */
  readonly nonce: string
  /** Whose numbers of processes mean the same; none where the system does not tell. */
  readonly space?: string | undefined
  /** How often the lock was renewed. */
  readonly renewals: number
}

/** What is told of the numbers of processes here: they start anew with each boot, and in each container. */
export async function pidSpace(): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    return `${boot.trim()} ${await readlink('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}

/** Reads a lock; nothing for one that is damaged. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return Number.isSafeInteger(holder.pid) && typeof holder.host === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

/** Whether the process of a lock has ended for sure. One that seems to run may be another of the same number, or a zombie. */
export async function hasEnded({ pid, space }: Holder): Promise<boolean> {
  if (space === undefined || space !== (await pidSpace())) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    // A process of somebody else is one all the same.
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/** Who it is, in words. */
export const wordsFor = (holder: Holder | undefined): string =>
  holder === undefined ? 'an unknown process (its lock cannot be read)' : `the process ${holder.pid} on ${holder.host}`
