import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { documentUrl } from '@cloudsmith-sdk/openapi/document'
import { createClient } from '@hey-api/openapi-ts'
import { type Version, versions } from '../operations.ts'

/** Where in a folder the client of a version lies; import it as `./hey-api/v1`. */
export const heyApiClient = (version: Version): string => `hey-api/${version}`

/** Has @hey-api/openapi-ts generate a client of each document, by its defaults: a function an operation, over fetch. */
export async function writeHeyApiClients(folder: string): Promise<void> {
  for (const version of versions) {
    await createClient({
      input: fileURLToPath(documentUrl(`cloudsmith-${version}.yaml`)),
      output: join(folder, heyApiClient(version)),
      logs: { level: 'silent' },
    })
  }
}
