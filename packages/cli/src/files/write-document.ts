import { resolve } from 'node:path'
import type { Context } from '../core/context.ts'
import { visibleJson } from '../core/visible-json.ts'
import { writeWhole } from '../files/write-whole.ts'

/** Writes a document to a file, completely or not at all. */
export const writeDocument = ({ cwd }: Context, file: string, document: object): Promise<void> =>
  writeWhole(resolve(cwd, file), `${visibleJson(document, 2)}\n`)
