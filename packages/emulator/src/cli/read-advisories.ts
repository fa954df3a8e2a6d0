import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Advisory } from '@cloudsmith-sdk/advisories'
import { strFromU8, unzip } from 'fflate'
import { readableSize } from '../core/readable-size.ts'
import { shown } from '../core/visible.ts'
import { AdvisoryError, parseAdvisory } from '../scan/index.ts'
import { placedText } from '../seed/place-in-text.ts'

/** Most bytes of a record, and of all records in a zip. Real records have a few thousand; all of them together have fewer than 2 GB. */
const most = { record: 16 * 2 ** 20, zip: 2 ** 31 }

/**
 * Reads the OSV records in a folder and its subfolders, or in a zip: every file whose name ends with `.json`.
 *
 * @throws {AdvisoryError} if there are none, or a record is invalid; the message names the file, the line and the field
 */
export async function readAdvisories(path: string): Promise<Advisory[]> {
  const isFolder = (await stat(path).catch((error: Error) => cannotBeRead(path, error))).isDirectory()
  return isFolder ? readFolder(path) : readZip(path)
}

async function readFolder(folder: string): Promise<Advisory[]> {
  const names = await readdir(folder, { recursive: true }).catch((error: Error) => cannotBeRead(folder, error))
  const read: Advisory[] = []
  // One after the other, because all at once may exceed the limit of open files.
  for (const name of names.filter((name) => name.endsWith('.json')).sort()) {
    const file = join(folder, name)
    const found = await stat(file).catch((error: Error) => cannotBeRead(file, error))
    if (found.isDirectory()) continue
    mustBeSmall(file, found.size)
    read.push(parse(file, await readFile(file, 'utf8').catch((error: Error) => cannotBeRead(file, error))))
  }
  return read
}

async function readZip(path: string): Promise<Advisory[]> {
  const bytes = new Uint8Array(await readFile(path).catch((error: Error) => cannotBeRead(path, error)))
  let left = most.zip
  const isRecord = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!name.endsWith('.json')) return false
    mustBeSmall(`${path}: ${name}`, originalSize)
    left -= originalSize
    if (left < 0) throw new AdvisoryError(`--advisories: ${path} has more than ${readableSize(most.zip)} of records.`)
    return true
  }
  const files = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
    unzip(bytes, { filter: isRecord }, (error, found) => (error ? reject(error) : resolve(found)))
  }).catch((error: Error) => {
    if (error instanceof AdvisoryError) throw error
    throw new AdvisoryError(`--advisories: ${path} is neither a folder nor a zip: ${error.message}`)
  })
  return Object.entries(files).map(([name, content]) => parse(`${path}: ${name}`, strFromU8(content)))
}

function cannotBeRead(path: string, { message }: Error): never {
  throw new AdvisoryError(`--advisories: ${path} cannot be read: ${message}`)
}

function mustBeSmall(file: string, size: number): void {
  if (size > most.record) throw new AdvisoryError(`${file}: is not an advisory: it has more than ${readableSize(most.record)}`)
}

function parse(file: string, text: string): Advisory {
  const json = parseJson(file, text)
  try {
    return parseAdvisory(json)
  } catch (error) {
    if (!(error instanceof AdvisoryError)) throw error
    throw new AdvisoryError(`${file}:${placedText(text).placeOf(error.path).line}: ${error.message}`, error.path)
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = (error as Error).message
    const before = text.slice(0, Number(/at position (\d+)/.exec(why)?.[1] ?? text.length))
    throw new AdvisoryError(`${file}:${before.split('\n').length}: is not valid JSON: ${shown(why, 200)}`)
  }
}
