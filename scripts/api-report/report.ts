import ts from 'typescript'
import { type Entry, load, meaningOf, statementsOf } from './declarations.ts'
import { exportsOf, isGenerated } from './exports.ts'
import { page } from './page.ts'
import { print } from './print.ts'

/** In lines. Longer than that, the type of a constant is one that a schema gave it, and the report of the surface has what it takes. */
const longestConstant = 40

/**
 * Tells what a package promises to those who compile against it: of each entry every name with its declaration, and the types that these name
 * without anybody being able to import them. How declarations are spread over files makes no difference, nor does their order.
 *
 * @param name of the package
 * @param generated names that are told without what they stand for
 * @returns the text of each entry's report, by its path in the manifest
 */
export function reportsOf(name: string, entries: readonly Entry[], generated: ReadonlySet<string>): Map<string, string> {
  const program = load(entries)
  const checker = program.getTypeChecker()
  const exported = entries.map((entry) => ({ path: entry.path, all: exportsOf(program, entry) }))

  /** Where each thing is told, and what it is called there: in the first entry that has it. */
  const homes = new Map<ts.Symbol, { name: string; path: string }>()
  for (const { path, all } of exported) {
    for (const { name, meaning } of all) if (meaning !== undefined && !homes.has(meaning)) homes.set(meaning, { name, path })
  }
  const told = new Set(homes.keys())

  const nameOf = (meaning: ts.Symbol): string => homes.get(meaning)?.name ?? meaning.name.replace(/\$\d+$/, '')
  const isShort = (meaning: ts.Symbol): boolean => isGenerated(meaning, nameOf(meaning), generated)
  const meaningAt = (node: ts.Node): ts.Symbol | undefined => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined
    const meaning = symbol && meaningOf(symbol, checker)
    return meaning !== undefined && isTopLevel(meaning) ? meaning : undefined
  }
  const tell = (meaning: ts.Symbol) => {
    const texts = isShort(meaning)
      ? []
      : statementsOf(meaning).map((statement) =>
          shortened(
            print(statement, (identifier) => {
              const there = meaningAt(identifier)
              return there && nameOf(there) !== identifier.text ? nameOf(there) : undefined
            }),
          ),
        )
    return { name: nameOf(meaning), text: texts.sort().join('\n') }
  }

  /** What these name that was not told of before, and what that names in turn. */
  const namedBy = (meanings: readonly ts.Symbol[]): ts.Symbol[] => {
    const found: ts.Symbol[] = []
    const visit = (node: ts.Node): void => {
      const there = meaningAt(node)
      if (there !== undefined && !told.has(there)) {
        told.add(there)
        found.push(there)
        visitAll(there)
      }
      ts.forEachChild(node, visit)
    }
    const visitAll = (meaning: ts.Symbol): void => {
      if (!isShort(meaning)) statementsOf(meaning).forEach(visit)
    }
    meanings.forEach(visitAll)
    return found
  }

  return new Map(
    exported.map(({ path, all }) => {
      const here: ts.Symbol[] = []
      const passedOn = all.flatMap(({ name, meaning, from }) => {
        const home = meaning && homes.get(meaning)
        if (meaning !== undefined && home?.path === path && home.name === name) {
          here.push(meaning)
          return []
        }
        return [{ name, text: `export { ${name} } // ${home ? `${home.name} of ${home.path}` : `of ${from}`}` }]
      })
      return [path, page(name + path.slice(1), [...here.map(tell), ...passedOn], namedBy(here).map(tell))]
    }),
  )
}

const isTopLevel = (symbol: ts.Symbol): boolean =>
  (symbol.declarations ?? []).every(({ parent }) => parent && (ts.isSourceFile(parent) || ts.isVariableDeclarationList(parent)))

function shortened(text: string): string {
  const isLong = text.startsWith('const ') && text.split('\n').length > longestConstant
  return isLong ? `${text.slice(0, text.indexOf(':'))}: unknown // what a schema takes` : text
}
