import { ApiError, ConnectionError } from '@cloudsmith-sdk/client'

/**
 * Creates something. What the service refuses, or answers nothing to, is looked for: another caller, or an attempt whose answer was lost,
 * may have created it.
 *
 * @returns undefined where it was created; else what was found
 * @throws why it was not created, where nothing is found
 */
export async function createOrFind<Found>(
  create: () => Promise<unknown>,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  try {
    await create()
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof ConnectionError)) throw error
    const found = await find()
    if (found === undefined) throw error
    return found
  }
}
