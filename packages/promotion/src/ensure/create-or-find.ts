import { ApiError, ConnectionError } from '@cloudsmith-sdk/client'

/**
 * Creates something. If the service refuses or does not respond, looks for it instead: another caller may have created it, or an attempt whose
 * response was lost.
 *
 * @returns undefined if it was created; otherwise what was found
 * @throws why it was not created, if nothing is found
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
