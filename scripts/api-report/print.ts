import ts from 'typescript'

/** What a declaration is called in a report, whatever the bundler called it; undefined where it has its own name. */
export type NameOf = (identifier: ts.Identifier) => string | undefined

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed })

/** What docblocks say of how long something will stay, which is part of what is promised. */
const marks = ['alpha', 'beta', 'deprecated', 'experimental', 'internal']

/** A declaration as text: without comments, private members and what every declaration begins with. */
export function print(statement: ts.Statement, nameOf: NameOf): string {
  const { transformed } = ts.transform(statement, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node | undefined => {
        if (isPrivate(node) || isPlumbing(node)) return undefined
        if (ts.isImportTypeNode(node) && node.qualifier !== undefined) return ts.visitNode(named(node), visit)
        // Whatever quotes the source has.
        if (ts.isStringLiteral(node)) return ts.factory.createStringLiteral(node.text, true)
        const name = ts.isIdentifier(node) ? nameOf(node) : undefined
        return name === undefined ? ts.visitEachChild(node, visit, context) : ts.factory.createIdentifier(name)
      }
      return ts.visitEachChild(root, visit, context)
    },
  ])
  const [node = statement] = transformed
  const text = printer.printNode(ts.EmitHint.Unspecified, node, statement.getSourceFile()).replaceAll('    ', '  ')
  return markOf(statement) + text
}

/** `Kind<Shape>` for `import("./shape.js").Kind<Shape>`, which compilers write where a source does not import the name. */
function named({ qualifier, typeArguments, isTypeOf }: ts.ImportTypeNode): ts.TypeNode {
  if (qualifier === undefined) throw new Error('Only what has a name can be called by it.')
  return isTypeOf
    ? ts.factory.createTypeQueryNode(qualifier, typeArguments)
    : ts.factory.createTypeReferenceNode(qualifier, typeArguments)
}

function markOf(statement: ts.Statement): string {
  const found = ts.getJSDocTags(statement).map(({ tagName }) => tagName.text)
  const said = marks.filter((mark) => found.includes(mark))
  return said.map((mark) => `// @${mark}\n`).join('')
}

const isPlumbing = ({ kind }: ts.Node): boolean =>
  kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DeclareKeyword || kind === ts.SyntaxKind.DefaultKeyword

function isPrivate(node: ts.Node): boolean {
  if (!ts.isClassElement(node)) return false
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true
  return ts.canHaveModifiers(node) && (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ?? false)
}
