import { upgrade } from '@scalar/openapi-upgrader'
import { parse } from 'yaml'
import { isNode, type Node, nodeOf } from './json.ts'
import { UnusableInput } from './unusable-input.ts'

const dialects = [
  { keyword: 'swagger', version: '2.0' },
  { keyword: 'openapi', version: '3.0' },
  { keyword: 'openapi', version: '3.1' },
]

/**
 * Parses an API description, in JSON or YAML, and upgrades it to OpenAPI 3.1, so that its readers only need to know one version.
 *
 * @param source where the text comes from, for error messages
 * @throws {UnusableInput} the text is neither JSON nor YAML, or not Swagger 2.0, OpenAPI 3.0 or 3.1
 */
export function parseDocument(text: string, source: string): Node {
  const document = nodeOf(parseText(text, source))
  const dialect = dialects.find(({ keyword, version }) => isVersion(document[keyword], version))
  if (dialect === undefined) {
    throw new UnusableInput(`${source} is not an API description: expected Swagger 2.0, OpenAPI 3.0 or OpenAPI 3.1.`)
  }
  if (!isNode(document.paths)) throw new UnusableInput(`${source} describes no operations: it has no \`paths\`.`)
  return nodeOf(upgrade({ ...document, [dialect.keyword]: dialect.version }, '3.1'))
}

// JSON is also YAML, but its own parser is twenty times faster.
function parseText(text: string, source: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? parseJsonOrYaml(text) : parse(text)
  } catch (error) {
    const [firstLine] = String(error instanceof Error ? error.message : error).split('\n')
    throw new UnusableInput(`${source} is neither JSON nor YAML: ${firstLine}`)
  }
}

function parseJsonOrYaml(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parse(text)
  }
}

// YAML parses an unquoted 2.0 as the number 2.
const isVersion = (value: unknown, version: string) => String(value).startsWith(version) || value === Number(version)
