import ts from 'typescript'
import { type Entry, meaningOf, statementsOf } from './declarations.ts'

/** A name of an entry. */
export interface Exported {
  readonly name: string
  /** What it means: nothing where that is in another package. */
  readonly meaning: ts.Symbol | undefined
  /** The package that it is passed on from. */
  readonly from: string | undefined
}

/** Every name that an entry exports. */
export function exportsOf(program: ts.Program, { file }: Entry): Exported[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) return []
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    meaning: meaningOf(symbol, checker),
    from: packageOf(symbol),
  }))
}

/**
 * Says whether only the name is told: it stands in the generated sources, or is a namespace of such names.
 *
 * @param generated names in the generated sources
 */
export function isGenerated(meaning: ts.Symbol, name: string, generated: ReadonlySet<string>): boolean {
  if (generated.has(name)) return true
  const statements = statementsOf(meaning)
  // With all that it has under a name of its own, such as `V2`, a generated file is a namespace.
  if (statements.length > 0 && statements.every((statement) => isInGenerated(statement))) return true
  const within = [...(meaning.exports?.keys() ?? [])].map(String)
  return statements.every(ts.isModuleDeclaration) && within.every((each) => generated.has(each.replace(`${name}_`, '')))
}

const isInGenerated = (node: ts.Node): boolean => /\/dist\/generated\//.test(node.getSourceFile().fileName)

function packageOf(symbol: ts.Symbol): string | undefined {
  for (let node: ts.Node | undefined = symbol.declarations?.[0]; node !== undefined; node = node.parent) {
    const module = ts.isExportDeclaration(node) || ts.isImportDeclaration(node) ? node.moduleSpecifier : undefined
    if (module !== undefined && ts.isStringLiteral(module)) return module.text
  }
  return undefined
}
