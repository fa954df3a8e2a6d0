/**
 * Checks our documents with common third-party tools: loaders, linters, and generators, whose output is then compiled. Tools are
 * installed into temporary folders for each run; those that cannot be installed are reported and skipped.
 *
 * Exits with 1 if a tool fails, and with 0 if all tools that could be installed succeed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { goTools } from './foreign/go.ts'
import { nodeTools } from './foreign/node.ts'
import { pythonTools } from './foreign/python.ts'
import type { Toolchain } from './foreign/toolchain.ts'
import { documentUrl } from './generate/document.ts'

const toolchains: readonly Toolchain[] = [pythonTools, nodeTools, goTools]

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function tryOut(toolchain: Toolchain): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'openapi-foreign-'))
  try {
    const problem = await toolchain.install(folder).then(() => undefined, reason)
    if (problem !== undefined) {
      console.log(`SKIPPED  ${toolchain.name}: cannot be installed: ${problem.split('\n').at(-1)}`)
      return true
    }
    let isFine = true
    for (const { name, documents, run } of toolchain.checks) {
      for (const document of documents) {
        const path = fileURLToPath(documentUrl(`${document}.yaml`))
        const failure = await run({ folder, path, name: document }).then(() => undefined, reason)
        console.log(
          `${failure === undefined ? 'ok      ' : 'FAILED  '} ${name}: ${document}${failure === undefined ? '' : `\n${failure}`}`,
        )
        isFine &&= failure === undefined
      }
    }
    return isFine
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const wanted = process.argv.slice(2)
const chosen = toolchains.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()))
if (chosen.length < Math.max(1, wanted.length)) throw new Error('usage: foreign-generators.ts [python] [node] [go]')
const results: boolean[] = []
for (const toolchain of chosen) results.push(await tryOut(toolchain))
process.exitCode = results.every(Boolean) ? 0 : 1
