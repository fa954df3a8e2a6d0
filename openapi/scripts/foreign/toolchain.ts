import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Tools of others that read our documents. */
export interface Toolchain {
  name: string
  /** Puts the tools into an empty folder that is thrown away afterwards. Where that fails, they are skipped. */
  install(folder: string): Promise<void>
  /** What each tool has to be able to do. */
  checks: readonly Check[]
}

/** Something that a tool does with a document: it fails where the tool does. */
export interface Check {
  name: string
  /** Which documents it is for: an operation-less one is nothing to generate a client from. */
  documents: readonly DocumentName[]
  run(given: { folder: string; path: string; name: DocumentName }): Promise<void>
}

/** The documents, by the names of their files. */
export type DocumentName = (typeof documentNames)[number]
export const apis = ['cloudsmith-v1', 'cloudsmith-v2'] as const
export const documentNames = [...apis, 'webhooks'] as const

/** Runs a command to its end. @throws where it fails, with what it said */
export async function run(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  try {
    return await execute(command, args, { timeout: 600_000, maxBuffer: 64 * 1024 * 1024, ...options })
  } catch (error) {
    const { stdout = '', stderr = '', message = String(error) } = error as { stdout?: string; stderr?: string; message?: string }
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n')
    throw new Error(said === '' ? message : said)
  }
}
