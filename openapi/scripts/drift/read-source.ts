import { readFile } from 'node:fs/promises'
import { UnusableInput } from './unusable-input.ts'

/** How long a server may take to send its document, in milliseconds. */
const patience = 60_000

/**
 * Reads a document from a file, or from an http(s) address.
 *
 * @throws {UnusableInput} there is no such file, the host cannot be reached or it answers with a failure
 */
export async function readSource(source: string): Promise<string> {
  return /^https?:\/\//i.test(source) ? await download(source) : await readLocal(source)
}

async function readLocal(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new UnusableInput(`${path}: there is no such file.`)
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
    // fetch says only that it failed; why stands in the cause.
    const reason = error instanceof Error && error.cause !== undefined ? error.cause : error
    throw new UnusableInput(`${url} cannot be reached: ${messageOf(reason)}.`)
  }
  throw new UnusableInput(`${url} answers with status ${status}.`)
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

// A refused connection to several addresses at once has an empty message, but a code.
const messageOf = (error: unknown) =>
  error instanceof Error && error.message !== '' ? error.message : String(codeOf(error) ?? error)
