import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Third-party tools that read our documents. */
export interface Toolchain {
  name: string
  /** Installs the tools into an empty, temporary folder. If that fails, they are skipped. */
  install(folder: string): Promise<void>
  /** What each tool must be able to do. */
  checks: readonly Check[]
}

/** Runs a tool on a document. It fails if the tool does. */
export interface Check {
  name: string
  /** The documents to use it with: no client can be generated from one without operations. */
  documents: readonly DocumentName[]
  run(given: { folder: string; path: string; name: DocumentName }): Promise<void>
}

/** The documents, by file name. */
export type DocumentName = (typeof documentNames)[number]
export const apis = ['cloudsmith-v1', 'cloudsmith-v2'] as const
export const documentNames = [...apis, 'webhooks'] as const

/** Runs a command. @throws if it fails, with its output */
export async function run(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  try {
    return await execute(command, args, { timeout: 600_000, maxBuffer: 64 * 1024 * 1024, ...options })
  } catch (error) {
    const { stdout = '', stderr = '', message = String(error) } = error as { stdout?: string; stderr?: string; message?: string }
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n')
    throw new Error(said === '' ? message : said)
  }
}
