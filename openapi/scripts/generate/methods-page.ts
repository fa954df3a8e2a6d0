import { type Document, operationsOf } from './document.ts'
import { isOperation, type MethodTree, type OperationTree, placeOperations } from './methods.ts'
import { withOurNames } from './parameter-names.ts'

const opening = `# Every operation, and what calls it

Made from the API description by \`pnpm openapi:emit\`. Operations are in the order of their ids, as the service's own documentation calls them.
Upstreams have methods beside these that take the format as a parameter, such as \`repos.upstreams.create\`.
`

/** The page that tells which method calls which operation. */
export function methodsPage(
  versions: readonly { title: string; prefix: string; document: Document; methods: MethodTree }[],
): string {
  const sections = versions.map(({ title, prefix, document, methods }) => {
    const rows = rowsOf(placeOperations(methods, operationsOf(document).map(withOurNames)), prefix)
    const lines = rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)).map(lineOf)
    return `\n## ${title}\n\n| operation | method | request |\n| --- | --- | --- |\n${lines.join('\n')}\n`
  })
  return opening + sections.join('')
}

interface Row {
  id: string
  /** Such as `packages.copy`. */
  method: string
  /** Such as `POST /packages/{owner}/{repo}/{identifier}/copy/`. */
  request: string
}

function rowsOf(tree: OperationTree, path: string): Row[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const method = path === '' ? name : `${path}.${name}`
    const isSecond = method.startsWith('v2.')
    if (!isOperation(node)) return rowsOf(node, method)
    const set = node.fixed === undefined ? '' : ` with \`${node.fixed.name}: '${node.fixed.value}'\``
    return [{ id: node.id, method, request: `\`${node.method} ${isSecond ? '/v2' : ''}${node.path}\`${set}` }]
  })
}

const lineOf = ({ id, method, request }: Row): string => `| \`${id}\` | \`${method}\` | ${request} |`
