import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Advisory, parseAdvisory } from '@cloudsmith-sdk/advisories'
import { strFromU8, unzip } from 'fflate'
import { UsageError } from './arguments.ts'

/**
 * Reads the OSV records of a folder (and the folders in it) or of a zip: every file whose name ends with `.json`.
 *
 * @throws {UsageError} nothing is there, or a record is not right; the message names the file
 */
export async function readAdvisories(path: string): Promise<Advisory[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (cause) => {
      throw new UsageError(`--advisories: ${path} cannot be read: ${(cause as Error).message}`)
    },
  )
  const files = isFolder ? await filesOfFolder(path) : await filesOfZip(path)
  return files.map(([name, text]) => parse(name, text))
}

async function filesOfFolder(folder: string): Promise<[string, string][]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).sort()
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [join(folder, name), await readFile(join(folder, name), 'utf8')]),
  )
}

async function filesOfZip(path: string): Promise<[string, string][]> {
  const bytes = new Uint8Array(await readFile(path))
  return new Promise((resolve, reject) => {
    unzip(bytes, { filter: ({ name }) => name.endsWith('.json') }, (error, files) => {
      if (error) reject(new UsageError(`--advisories: ${path} is neither a folder nor a zip: ${error.message}`))
      else resolve(Object.entries(files).map(([name, content]) => [`${path}: ${name}`, strFromU8(content)]))
    })
  })
}

function parse(name: string, text: string): Advisory {
  try {
    return parseAdvisory(JSON.parse(text))
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message}`)
  }
}
