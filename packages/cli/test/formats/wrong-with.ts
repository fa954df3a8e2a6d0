import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import { Ajv } from 'ajv'
import AjvDraft4 from 'ajv-draft-04'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import MarkdownIt from 'markdown-it'
import type { OutputFormat } from '../../src/output/formats.ts'

const packages = join(import.meta.dirname, '..', '..', '..')
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true })
const isSarif = new AjvDraft4({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema)

/** Schemas by the last word of the kind of document that they are about. */
const schemasIn = (...folders: readonly string[]) =>
  Object.fromEntries(
    folders.flatMap((folder) =>
      readdirSync(join(packages, folder))
        .filter((file) => file.endsWith('.schema.json'))
        .map((file) => {
          const schema = JSON.parse(readFileSync(join(packages, folder, file), 'utf8'))
          return [file.replace('.schema.json', ''), ajv.compile(schema)] as const
        }),
    ),
  )

const documents = schemasIn('promotion/schemas', 'cli/schemas')
const lines = schemasIn('cli/schemas/lines')

/** Kinds of documents that our own schemas are about. */
export const ownKinds = Object.keys(schemasIn('cli/schemas'))

/** Kinds of documents whose lines have a schema. */
export const lineKinds = Object.keys(lines)

/** What is wrong with what was printed of a kind of document; empty where nothing is. */
export const wrongWith: Readonly<Record<OutputFormat, (text: string, kind: string) => readonly string[]>> = {
  text: hostileIn,
  json(text, kind) {
    const document = JSON.parse(text)
    if (document.kind !== `cloudsmith-promotion/${kind}`) return [`it says that it is ${document.kind}`]
    return flaws(documents[kind], document)
  },
  ndjson: (text, kind) =>
    text
      .split('\n')
      .slice(0, -1)
      .flatMap((line) => flaws(lines[kind], JSON.parse(line))),
  markdown: brokenMarkdown,
  junit: brokenJunit,
  sarif(text) {
    const isRight = isSarif(JSON.parse(text))
    return isRight ? [] : (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  },
}

function flaws(check: (typeof documents)[string] | undefined, value: unknown): readonly string[] {
  if (check === undefined) return ['it has no schema']
  return check(value)
    ? []
    : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

/** Control characters, and lines that a package's author has begun. */
export function hostileIn(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => /\p{Cc}/u.test(line) || line.startsWith('@team'))
    .map((line) => JSON.stringify(line))
}

/** Lines that look like a row are rows of a table, each with as many cells as its head; what fences open they close. */
function brokenMarkdown(text: string): readonly string[] {
  const tokens = new MarkdownIt().parse(text, {})
  const within = (type: string) => tokens.flatMap(({ type: each, map }) => (each === type && map !== null ? [map] : []))
  const [tables, fences] = [within('table_open'), within('fence')]
  const isIn = (ranges: readonly [number, number][], index: number) => ranges.some(([from, to]) => index >= from && index < to)
  const rows = text.split('\n')
  const cells = (row: string | undefined) => row?.match(/(?<!\\)\|/g)?.length
  const strays = rows.filter((row, index) => /^\s*\|/.test(row) && !isIn(tables, index) && !isIn(fences, index))
  const uneven = tables.flatMap(([from, to]) => rows.slice(from, to).filter((row) => cells(row) !== cells(rows[from])))
  const open = fences.filter(([, to]) => !/^\s*```/.test(rows[to - 1] ?? '')).map(() => 'a fence that stays open')
  const markup = tokens
    .flatMap(({ children }) => children ?? [])
    .filter(({ type, content }) => type === 'html_inline' && !/^<!--/.test(content))
  const mentions = rows.filter((row, index) => row.includes('@team') && !isIn(fences, index))
  return [...strays, ...uneven, ...open, ...hostileIn(text), ...markup.map(({ content }) => content), ...mentions]
}

interface Suite {
  readonly '@tests': string
  readonly '@failures': string
  readonly '@skipped': string
  readonly testcase?: readonly {
    readonly '@name'?: string
    readonly '@classname'?: string
    failure?: unknown
    skipped?: unknown
  }[]
}

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => /^test(suite|case)$/.test(name),
})

/** Suites of cases, which are counted right, and each of which has a name and at most one outcome. */
function brokenJunit(text: string): readonly string[] {
  const valid = XMLValidator.validate(text)
  if (valid !== true) return [valid.err.msg]
  const { '?xml': declaration, testsuites, ...others } = xml.parse(text)
  const suites: readonly Suite[] = testsuites?.testsuite ?? []
  const flaws = suites.flatMap(({ testcase = [], ...counts }) => {
    const count = (what: 'failure' | 'skipped') => testcase.filter((each) => each[what] !== undefined).length
    const told = [counts['@tests'], counts['@failures'], counts['@skipped']].map(Number)
    const counted = [testcase.length, count('failure'), count('skipped')]
    const unnamed = testcase.filter((each) => !each['@name'] || !each['@classname'] || ('failure' in each && 'skipped' in each))
    return [
      ...(`${told}` === `${counted}` ? [] : [`it tells ${told} and has ${counted}`]),
      ...unnamed.map((each) => JSON.stringify(each)),
    ]
  })
  const isReport = declaration !== undefined && suites.length === 1 && Object.keys(others).length === 0
  return isReport ? flaws : ['it is no report of tests']
}
