import ts from 'typescript'
import { docblockOf } from './docblock.ts'

/** A setting in a schema. */
export interface Setting {
  /** Its path: `operations.port`. */
  readonly path: string
  readonly text: string
  /** Its default as in the source; undefined if it has none. */
  readonly default: string | undefined
  readonly isRequired: boolean
}

/** The settings in a valibot schema, nested settings after their parents. Schemas that it refers to are not included. */
export function settingsIn(schema: ts.Expression, above = ''): Setting[] {
  const fields = objectIn(schema)
  if (fields === undefined) return []
  return fields.properties.flatMap((each) => {
    if (!ts.isPropertyAssignment(each)) return []
    const path = `${above}${each.name.getText()}`
    const optional = callOf(each.initializer, 'optional')
    const [inner, standard] = optional?.arguments ?? [each.initializer]
    const { text } = docblockOf(each)
    const own = {
      path,
      text,
      default: standard === undefined || /^[{[]/.test(standard.getText()) ? undefined : standard.getText(),
      isRequired: optional === undefined,
    }
    return [own, ...(inner === undefined ? [] : settingsIn(inner, `${path}${isList(inner) ? '[]' : ''}.`))]
  })
}

/** The fields of a `v.strictObject({…})`, which may be inside an array or a pipe. */
function objectIn(schema: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (!ts.isCallExpression(schema)) return undefined
  const [given] = schema.arguments
  const first = given !== undefined && ts.isSatisfiesExpression(given) ? given.expression : given
  if (first === undefined) return undefined
  return ts.isObjectLiteralExpression(first) ? first : objectIn(first)
}

const callOf = (node: ts.Expression, name: string): ts.CallExpression | undefined =>
  ts.isCallExpression(node) && node.expression.getText() === `v.${name}` ? node : undefined

const isList = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) &&
  (node.expression.getText() === 'v.array' ||
    (node.arguments[0] !== undefined && node.expression.getText() === 'v.pipe' && isList(node.arguments[0])))
