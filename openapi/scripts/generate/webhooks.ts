import { typesOf } from './types.ts'

/** The file of the webhooks package: types of everything that the service sends to a subscriber. */
export async function webhookFiles(): Promise<Record<string, string>> {
  return { 'payloads.ts': await typesOf('webhooks.yaml') }
}
