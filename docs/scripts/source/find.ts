import ts from 'typescript'

/** The first node below another that fits; undefined where none does. */
export function find<Kind extends ts.Node>(from: ts.Node, fits: (node: ts.Node) => node is Kind): Kind | undefined {
  return ts.forEachChild(from, (child) => (fits(child) ? child : find(child, fits)))
}

/** What a constant of a source is set to. */
export function initializerOf(source: ts.SourceFile, name: string): ts.Expression {
  const declared = find(
    source,
    (node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === name,
  )
  if (declared?.initializer === undefined) throw new Error(`${source.fileName} sets no ${name}`)
  return declared.initializer
}
