/**
 * Mirrors: emulators with the content of a real workspace, to rehearse on.
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

/** An emulator with the content of a real workspace. */
export interface Mirror {
  /** The emulator with the workspace's content. */
  readonly emulator: Emulator
  /** What was read from the workspace. Store it to create the emulator again with `createMirror`. */
  readonly document: MirrorDocument
  /** What the emulator does not know about the workspace, or emulates differently. */
  readonly unknown: readonly MirrorGap[]
}

/**
 * Creates an emulator with the content of a real workspace: settings, people, policies, packages without their bytes, and the findings of scans. It
 * is meant for rehearsals: everything keeps its identifiers, so a plan made for the workspace can be applied to the mirror.
 *
 * The workspace is only read. The mirror sends no webhooks and contains no credentials. `emulator-admin-key` is the API key of the account that read
 * the workspace, with its role there.
 *
 * @param emulatorOptions options of the emulator, such as `rego`, without which enterprise policies have no effect
 * @throws {MirrorError} like {@link readMirror}
 * @example const { emulator, unknown } = await mirror(cloudsmith, { owner: 'acme', repositories: ['dev', 'staging'] }) const rehearsal = new
 * Cloudsmith({ apiKey: 'emulator-admin-key', fetch: emulator.fetch, clock: emulator.clock })
 */
export async function mirror(
  client: MirrorClient,
  options: MirrorOptions,
  emulatorOptions: Omit<EmulatorOptions, 'mirror'> = {},
): Promise<Mirror> {
  return createMirror(await readMirror(client, options), emulatorOptions)
}

/** Creates an emulator from a document that was read before, with `readMirror` or `parseMirror`. */
export function createMirror(document: MirrorDocument, emulatorOptions: Omit<EmulatorOptions, 'mirror'> = {}): Mirror {
  const emulator = createEmulator({ ...emulatorOptions, mirror: document })
  return { emulator, document, unknown: [...document.unknown, ...filledGapsOf(emulator.world)] }
}
