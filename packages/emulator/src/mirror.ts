/**
 * Mirrors: emulators that hold what a real workspace holds, to rehearse on.
 *
 * @module
 */
import { createEmulator, type Emulator } from './emulator.ts'
import type { MirrorClient } from './mirror/client.ts'
import type { MirrorDocument } from './mirror/document.ts'
import { filledGapsOf } from './mirror/fill/fill-world.ts'
import type { MirrorGap } from './mirror/gap.ts'
import { type MirrorOptions, readMirror } from './mirror/read/read-mirror.ts'
import type { EmulatorOptions } from './options.ts'

export type { MirrorClient } from './mirror/client.ts'
export { formatMirror, type MirrorDocument, type MirroredRepository, parseMirror } from './mirror/document.ts'
export type { GapKind, MirrorGap } from './mirror/gap.ts'
export { type MirrorJournal, openJournal } from './mirror/journal.ts'
export { MirrorError } from './mirror/mirror-error.ts'
export { type MirrorOptions, type MirrorProgress, readMirror } from './mirror/read/read-mirror.ts'
export type { MirrorPart } from './mirror/read/repository.ts'

/** An emulator that holds what a workspace held. */
export interface Mirror {
  readonly emulator: Emulator
  /** What was read: keep it, and make the emulator again with `createMirror`. */
  readonly document: MirrorDocument
  /** What the emulator does not know of the workspace, or has otherwise. */
  readonly unknown: readonly MirrorGap[]
}

/**
 * Makes an emulator that holds what a workspace holds: settings, people, policies, packages without their bytes, and what scans found. For
 * rehearsals: a plan that was made of the workspace can be applied to it, as everything has the identifiers that it has there.
 *
 * Only reads; no webhook of the mirror reaches anybody, and no credential gets into it. `emulator-admin-key` is the key of whoever reads, with
 * the role that they have there.
 *
 * @param emulatorOptions of the emulator, such as `rego`, without which enterprise policies decide nothing
 * @throws {MirrorError} as {@link readMirror}
 * @example
 * const { emulator, unknown } = await mirror(cloudsmith, { owner: 'acme', repositories: ['dev', 'staging'] })
 * const rehearsal = new Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
 */
export async function mirror(
  client: MirrorClient,
  options: MirrorOptions,
  emulatorOptions: Omit<EmulatorOptions, 'mirror'> = {},
): Promise<Mirror> {
  return createMirror(await readMirror(client, options), emulatorOptions)
}

/** Makes an emulator of a document that was read before, by `readMirror` or `parseMirror`. */
export function createMirror(document: MirrorDocument, emulatorOptions: Omit<EmulatorOptions, 'mirror'> = {}): Mirror {
  const emulator = createEmulator({ ...emulatorOptions, mirror: document })
  return { emulator, document, unknown: [...document.unknown, ...filledGapsOf(emulator.world)] }
}
