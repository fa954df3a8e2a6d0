import { type Document, operationsOf } from './document.ts'
import { isOperation, type MethodTree, type OperationTree, placeOperations } from './methods.ts'
import { withOurNames } from './parameter-names.ts'

const opening = `# All methods and their operations

Generated from the API description by \`pnpm openapi:emit\`. Call the methods on a \`Cloudsmith\` client, with the path, query and body parameters in one
object: \`cloudsmith.packages.copy({ owner, repo, identifier, destination })\`. Methods that return a paged list are marked with \u21bb: \`await\` returns
one page, \`for await\` iterates over all rows. Upstreams also have methods that take the format as a parameter, such as \`repos.upstreams.create\`.
`

/** The page that lists the methods by area, and the operation that each of them calls. */
export function methodsPage(
  versions: readonly { title: string; prefix: string; document: Document; methods: MethodTree }[],
): string {
  const sections = versions.map(({ title, prefix, document, methods }) => {
    const rows = rowsOf(placeOperations(methods, operationsOf(document).map(withOurNames)), prefix)
    return { title, areas: [...Map.groupBy(rows, ({ method }) => areaOf(method))].sort(([a], [b]) => (a < b ? -1 : 1)) }
  })
  const contents = sections.map(({ title, areas }) => `- ${title}: ${areas.map(([area]) => linkTo(area)).join(', ')}`)
  const pages = sections.map(({ title, areas }) => `\n## ${title}\n${areas.map(([area, rows]) => tableOf(area, rows)).join('')}`)
  return `${opening}\n${contents.join('\n')}\n${pages.join('')}`
}

interface Row {
  /** Such as `packages.copy`. */
  method: string
  summary: string
  isList: boolean
  isDeprecated: boolean
  /** Such as `POST /packages/{owner}/{repo}/{identifier}/copy/`. */
  request: string
  id: string
}

function rowsOf(tree: OperationTree, path: string): Row[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const method = path === '' ? name : `${path}.${name}`
    const isSecond = method.startsWith('v2.')
    if (!isOperation(node)) return rowsOf(node, method)
    const set = node.fixed === undefined ? '' : ` with \`${node.fixed.name}: '${node.fixed.value}'\``
    return [
      {
        ...{ method, summary: node.summary, isList: node.pageSize !== undefined, isDeprecated: node.deprecated, id: node.id },
        request: `\`${node.method} ${isSecond ? '/v2' : ''}${node.path}\`${set}`,
      },
    ]
  })
}

/** The object on which a method is called, at most two names deep: the uploads and upstreams of all formats are one area each. */
function areaOf(method: string): string {
  const path = method.split('.').slice(0, -1)
  return path.slice(0, path[0] === 'v2' ? 3 : 2).join('.')
}

/** The anchor that code hosts and documentation sites give to a heading. */
const linkTo = (area: string): string => `[\`${area}\`](#${area.toLowerCase().replaceAll('.', '')})`

function tableOf(area: string, rows: readonly Row[]): string {
  const lines = rows.toSorted((a, b) => (a.method < b.method ? -1 : 1)).map(lineOf)
  return `\n### ${area}\n\n| method | description | request | operation |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`
}

function lineOf({ method, summary, isList, isDeprecated, request, id }: Row): string {
  const said = `${isDeprecated ? '**Deprecated.** ' : ''}${summary.replaceAll('|', '\\|')}`
  return `| \`${method}\`${isList ? ' \u21bb' : ''} | ${said} | ${request} | \`${id}\` |`
}
