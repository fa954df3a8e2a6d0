import type { MakeMirror } from '@cloudsmith-sdk/promotion/rehearsal'

/** What makes mirrors, loaded where there is something to rehearse; undefined where it was not installed. */
export async function loadMirror(): Promise<MakeMirror | undefined> {
  try {
    const { mirror } = await import('@cloudsmith-sdk/emulator/mirror')
    return mirror
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}
