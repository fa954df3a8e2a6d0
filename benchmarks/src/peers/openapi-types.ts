import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { documentUrl } from '@cloudsmith-sdk/openapi/document'
import openapiTS, { astToString } from 'openapi-typescript'
import { type Version, versions } from '../operations.ts'

/** Where in a folder the types of a version lie; import it as `./openapi-v1`. */
export const openapiTypes = (version: Version): string => `openapi-${version}`

/** Writes what users of openapi-fetch have: the types that openapi-typescript makes of a document, by its defaults. */
export async function writeOpenapiTypes(folder: string): Promise<void> {
  for (const version of versions) {
    const types = astToString(await openapiTS(documentUrl(`cloudsmith-${version}.yaml`), { silent: true }))
    await writeFile(join(folder, `${openapiTypes(version)}.d.ts`), types)
  }
}
