/**
 * Writes the OpenAPI documents that the TypeSpec sources describe, as YAML and as JSON, and the page of the client's methods. With
 * `--check`, it fails if the committed files are out of date instead.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compile, formatDiagnostic, NodeHost, type Program } from '@typespec/compiler'
import { getOpenAPI3 } from '@typespec/openapi3'
import { parse } from 'yaml'
import { addExamples } from './emit/examples/add-examples.ts'
import { factsOf } from './emit/examples/facts.ts'
import { readFacts } from './emit/examples/read-facts.ts'
import type { Node } from './emit/node.ts'
import { openAnswers } from './emit/open-answers.ts'
import { describePaging } from './emit/paging.ts'
import { describePermissions } from './emit/permissions.ts'
import { groupTags } from './emit/tag-groups.ts'
import { tidyDocument } from './emit/tidy-document.ts'
import { describeEvents, eventsOf } from './emit/webhook-events.ts'
import { wholeNumbers } from './emit/whole-numbers.ts'
import { markWriteOnly } from './emit/write-only.ts'
import { writeYaml } from './emit/write-yaml.ts'
import type { Document } from './generate/document.ts'
import { readMethods } from './generate/methods.ts'
import { methodsPage } from './generate/methods-page.ts'

const banner = '# Emitted from the TypeSpec sources beside this file: change those, then run `pnpm openapi:emit`.\n'

async function emit(source: string): Promise<{ program: Program; document: Node }> {
  const program = await compile(NodeHost, fileURLToPath(new URL(source, import.meta.url)))
  if (program.diagnostics.length > 0) throw new Error(program.diagnostics.map((d) => formatDiagnostic(d)).join('\n'))
  const [service] = await getOpenAPI3(program, { 'openapi-versions': ['3.1.0'], 'omit-unreachable-types': true })
  if (service === undefined || service.versioned) throw new Error(`${source} describes no service`)
  if (service.diagnostics.length > 0) throw new Error(service.diagnostics.map((d) => formatDiagnostic(d)).join('\n'))
  const document = tidyDocument(service.document)
  wholeNumbers(document)
  openAnswers(document)
  markWriteOnly(document)
  describePermissions(document)
  describePaging(document)
  groupTags(document)
  return { program, document }
}

async function documents(): Promise<Record<string, string>> {
  const v1 = await emit('../v1/main.tsp')
  const v2 = await emit('../v2/main.tsp')
  const payloads = parse(await readFile(new URL('../webhooks/payloads.yaml', import.meta.url), 'utf8')) as Node
  const events = eventsOf(v1.program)
  const facts = factsOf(await readFacts())
  addExamples(v1.document, facts)
  addExamples(v2.document, facts)
  const all: Record<string, (ending: string) => Node> = {
    'cloudsmith-v1': () => v1.document,
    'cloudsmith-v2': () => v2.document,
    webhooks(ending) {
      const document = describeEvents(payloads, events, ending)
      addExamples(document, facts, { [`./cloudsmith-v1.${ending}`]: v1.document })
      return document
    },
  }
  const emitted = Object.fromEntries(
    Object.entries(all).flatMap(([name, document]) => [
      [`${name}.yaml`, banner + writeYaml(document('yaml'))],
      [`${name}.json`, `${JSON.stringify(document('json'), undefined, 1)}\n`],
    ]),
  )
  const unused = facts.unused()
  if (unused.length > 0) throw new Error(`no example uses these values of openapi/examples: ${unused.join(', ')}`)
  const page = methodsPage([
    { title: 'Version 1', prefix: '', document: v1.document as unknown as Document, methods: await readMethods('v1') },
    { title: 'Version 2', prefix: 'v2', document: v2.document as unknown as Document, methods: await readMethods('v2') },
  ])
  return { ...emitted, '../packages/client/api.md': page }
}

const check = process.argv.includes('--check')

for (const [name, text] of Object.entries(await documents())) {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
  if (!check) await writeFile(path, text)
  else if (text !== (await readFile(path, 'utf8').catch(() => ''))) {
    console.error(`${name} is out of date: run \`pnpm openapi:emit\` and commit the result.`)
    process.exitCode = 1
  }
}
