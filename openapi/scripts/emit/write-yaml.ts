import { Document, Scalar, visit } from 'yaml'

/** YAML that YAML 1.1 parsers understand as well: for them, an unquoted `Off` is false, and an unquoted `=` or `<<` is a tag of its own. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  visit(document, {
    Scalar(_key, node) {
      if (node.value === '=' || node.value === '<<') node.type = Scalar.QUOTE_DOUBLE
    },
  })
  return document.toString({ lineWidth: 130 })
}
