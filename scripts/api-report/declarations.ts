import { join } from 'node:path'
import ts from 'typescript'

/** An entry of a package, as people import it. */
export interface Entry {
  /** As in the manifest's `exports`: `.` or `./node`. */
  readonly path: string
  readonly file: string
}

/** What a manifest says of entries. */
export interface Exports {
  readonly exports: Readonly<Record<string, string | { readonly types?: string }>>
}

/** The entries of a package that have declarations, in the manifest's order. */
export function entriesOf(folder: string, { exports }: Exports): Entry[] {
  return Object.entries(exports).flatMap(([path, to]) =>
    typeof to === 'string' || to.types === undefined ? [] : [{ path, file: join(folder, to.types) }],
  )
}

/**
 * Loads declarations with all that they import from their own package, and nothing else: neither Node's nor dependencies' are part of what a
 * report says, and reading them takes longer than all of ours.
 */
export function load(entries: readonly Entry[]): ts.Program {
  const options: ts.CompilerOptions = { noLib: true, types: [], moduleResolution: ts.ModuleResolutionKind.Bundler }
  const host = ts.createCompilerHost(options)
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, from, options, host) : { resolvedModule: undefined },
    )
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
    host,
  )
  const missing = entries.filter(({ file }) => program.getSourceFile(file) === undefined)
  if (missing.length > 0)
    throw new Error(`There are no declarations at ${missing.map(({ file }) => file).join(', ')}: build first.`)
  return program
}

/** Declarations that can be printed by themselves: of a variable, the statement around it. */
export function statementsOf(symbol: ts.Symbol): ts.Statement[] {
  const found = (symbol.declarations ?? []).map((declaration) => {
    let node: ts.Node = declaration
    while (node.parent !== undefined && !ts.isSourceFile(node.parent)) node = node.parent
    return node as ts.Statement
  })
  return [...new Set(found)]
}

/** What a name means, through all imports and exports in between; undefined where that is in another package. */
export function meaningOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol | undefined {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return target.declarations === undefined ? undefined : target
}
