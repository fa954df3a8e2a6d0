import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { gateNames } from '../../../packages/promotion/src/pipeline-file/schema.ts'
import { code, parts, table } from '../markdown.ts'
import type { Page } from '../page.ts'
import { root } from '../root.ts'
import { docblockOf, sourceOf } from '../source/docblock.ts'
import { initializerOf } from '../source/find.ts'
import { type JsonSchema, schemaTable } from './schema-table.ts'

const home = 'packages/promotion/src'

/** The pages of the pipeline file and of the gates that it can name. */
export function gatesPages(): Page[] {
  const whole = JSON.parse(readFileSync(join(root, 'packages/promotion/schemas/pipeline.schema.json'), 'utf8')) as JsonSchema
  const stage = whole.properties?.stages?.items
  const gates = stage?.properties?.gates?.properties ?? {}
  return [gatesPage(whole, gates), pipelinePage(whole)]
}

function gatesPage(whole: JsonSchema, gates: Readonly<Record<string, JsonSchema>>): Page {
  const functions = functionsByGate()
  const told = questions()
  const sections = gateNames
    .filter((name) => name !== 'license')
    .map((name) => {
      const called = functions.get(name)
      const question = called === undefined ? undefined : told.get(called)
      const settings = gates[name]
      if (called === undefined || question === undefined || settings === undefined)
        throw new Error(`The gate ${name} has no docblock`)
      return { name, called, question, settings: schemaTable(whole, settings) }
    })
  const text = parts([
    '# Gates',
    'A gate decides whether a package may enter a stage: the package passes, is blocked, or waits. In a pipeline file, list a gate with its settings under `gates` of a stage or of an edge; in a program, it is a function of `@cloudsmith-sdk/promotion`. You can also [write your own gates](../cookbook/custom-gate.md).',
    table(
      ['in a file', 'in a program', 'what it does'],
      sections.map(({ name, called, question }) => [`[${code(name)}](#${name})`, code(called), firstSentence(question)]),
    ),
    ...sections.flatMap(({ name, called, question, settings }) => [
      `## ${name}`,
      question,
      `In a program: ${code(called)}.`,
      settings === '' ? 'It has no settings.' : settings,
    ]),
  ])
  const description = 'Every gate that a pipeline file can name: what it does, and its settings.'
  return { path: 'reference/gates.md', data: { title: 'Gates', description, order: 1 }, text }
}

function pipelinePage(whole: JsonSchema): Page {
  const text = parts([
    '# The pipeline file',
    '`cloudsmith.pipeline.yaml`, or the same in JSON. What the stages mean is [with the package](../packages/promotion.md#pipeline-files). Settings of gates are [with the gates](gates.md).',
    schemaTable(whole).replaceAll(/^.*\.gates\..*\n/gm, ''),
  ])
  const description = 'Every field of a pipeline file.'
  return { path: 'reference/pipeline.md', data: { title: 'The pipeline file', description, order: 2 }, text }
}

/** The function of each gate, by the gate's name in pipeline files. */
function functionsByGate(): ReadonlyMap<string, string> {
  const makers = initializerOf(sourceOf(`${home}/pipeline-file/named-gates.ts`), 'makers')
  if (!ts.isObjectLiteralExpression(makers)) throw new Error('Gates are not where they were')
  return new Map(
    makers.properties.map((each) => {
      const name = each.name?.getText().replaceAll("'", '') ?? ''
      return [name, ts.isPropertyAssignment(each) ? each.initializer.getText() : name]
    }),
  )
}

/** The docblock of each constant and function of the gates. */
function questions(): ReadonlyMap<string, string> {
  const told = new Map<string, string>()
  for (const file of globSync(`${home}/gates/*.ts`, { cwd: root, exclude: ['**/*.test.ts'] })) {
    for (const statement of sourceOf(file).statements) {
      const { text } = docblockOf(statement)
      if (text === '') continue
      if (ts.isVariableStatement(statement))
        for (const { name } of statement.declarationList.declarations) told.set(name.getText(), text)
      if (ts.isFunctionDeclaration(statement)) told.set(statement.name?.text ?? '', text)
    }
  }
  return told
}

const firstSentence = (text: string): string => /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0] ?? text
