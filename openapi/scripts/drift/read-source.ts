import { readFile } from 'node:fs/promises'
import { UnusableInput } from './unusable-input.ts'

/** Maximum time for a server to send its document, in milliseconds. */
const patience = 60_000

/**
 * Reads a document from a file or an http(s) URL.
 *
 * @throws {UnusableInput} the file does not exist, or the host cannot be reached or returns an error
 */
export async function readSource(source: string): Promise<string> {
  return /^https?:\/\//i.test(source) ? await download(source) : await readLocal(source)
}

async function readLocal(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new UnusableInput(`${path}: the file does not exist.`)
    throw new UnusableInput(`${path} cannot be read: ${messageOf(error)}.`)
  }
}

async function download(url: string): Promise<string> {
  let status: number
  try {
    const response = await fetch(url, { headers: { accept: 'application/json, */*' }, signal: AbortSignal.timeout(patience) })
    if (response.ok) return await response.text()
    status = response.status
  } catch (error) {
    // fetch reports only that it failed; the cause has the reason.
    const reason = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new UnusableInput(`${url} cannot be reached: ${messageOf(reason)}.`)
  }
  throw new UnusableInput(`${url} returned status ${status}.`)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

// A refused connection to several addresses at once has an empty message, but a code.
const messageOf = (error: unknown) =>
  error instanceof Error && error.message !== '' ? error.message : String(codeOf(error) ?? error)
