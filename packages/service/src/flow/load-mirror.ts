import type { MakeMirror } from '@cloudsmith-sdk/promotion/rehearsal'

/** Loads the mirror of the emulator, which is needed only for rehearsals; undefined if the package is not installed. */
export async function loadMirror(): Promise<MakeMirror | undefined> {
  try {
    const { mirror } = await import('@cloudsmith-sdk/emulator/mirror')
    return mirror
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
