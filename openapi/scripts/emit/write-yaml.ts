import { Document, Scalar, visit } from 'yaml'

/** YAML that readers of version 1.1 understand as well: a bare `Off` is false to them, a bare `=` or `<<` a tag of its own. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Scalar(_key, node) {
      if (node.value === '=' || node.value === '<<') node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document.toString({ lineWidth: 130 })
}
