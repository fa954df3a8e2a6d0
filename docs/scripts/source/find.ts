import ts from 'typescript'

/** The first matching descendant of a node; undefined if there is none. */
export function find<Kind extends ts.Node>(from: ts.Node, fits: (node: ts.Node) => node is Kind): Kind | undefined {
  return ts.forEachChild(from, (child) => (fits(child) ? child : find(child, fits)))
}

/** The initial value of a constant in a source file. */
export function initializerOf(source: ts.SourceFile, name: string): ts.Expression {
  const declared = find(
    source,
    (node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === name,
  )
  if (declared?.initializer === undefined) throw new Error(`${source.fileName} sets no ${name}`)
  return declared.initializer
}
