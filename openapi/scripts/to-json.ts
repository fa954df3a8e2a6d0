/**
 * Writes the OpenAPI documents as JSON, for whatever reads them often: parsing it takes a hundredth of the time.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { documentUrl, readDocument } from './generate/document.ts'

await mkdir(documentUrl('generated/'), { recursive: true })
for (const version of ['v1', 'v2']) {
  await writeFile(
    documentUrl(`generated/cloudsmith-${version}.json`),
    JSON.stringify(await readDocument(`cloudsmith-${version}.yaml`)),
  )
}
