/**
 * Writes the OpenAPI documents that the TypeSpec sources describe, or with `--check` fails where the committed ones are stale.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compile, formatDiagnostic, NodeHost } from '@typespec/compiler'
import { getOpenAPI3 } from '@typespec/openapi3'
import { stringify } from 'yaml'
import { tidyDocument } from './tidy-document.ts'

const documents = [
  { source: '../v1/main.tsp', target: '../cloudsmith-v1.yaml' },
  { source: '../v2/main.tsp', target: '../cloudsmith-v2.yaml' },
]

const banner = '# Emitted from the TypeSpec sources beside this file: change those, then run `pnpm openapi:emit`.\n'

async function emit(source: string): Promise<string> {
  const program = await compile(NodeHost, fileURLToPath(new URL(source, import.meta.url)))
  if (program.diagnostics.length > 0) throw new Error(program.diagnostics.map((d) => formatDiagnostic(d)).join('\n'))
  const [service] = await getOpenAPI3(program, { 'openapi-versions': ['3.1.0'], 'omit-unreachable-types': true })
  if (service === undefined || service.versioned) throw new Error(`${source} describes no service`)
  if (service.diagnostics.length > 0) throw new Error(service.diagnostics.map((d) => formatDiagnostic(d)).join('\n'))
  // Readers of YAML 1.1 take a bare `Off` for false.
  return banner + stringify(tidyDocument(service.document), { aliasDuplicateObjects: false, lineWidth: 130, compat: 'yaml-1.1' })
}

const check = process.argv.includes('--check')
let stale = 0

for (const { source, target } of documents) {
  const path = fileURLToPath(new URL(target, import.meta.url))
  const text = await emit(source)
  if (!check) await writeFile(path, text)
  else if (text !== (await readFile(path, 'utf8').catch(() => ''))) {
    stale += 1
    console.error(`${target.slice(3)} is not what the TypeSpec sources emit: run \`pnpm openapi:emit\` and commit it.`)
  }
}

process.exitCode = stale === 0 ? 0 : 1
