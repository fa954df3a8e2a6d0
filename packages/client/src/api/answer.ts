import { later } from '../load-later.ts'
import type { CallContext } from '../transport/transport.ts'
import { type Operation, rowsIn } from './operation.ts'

/**
 * Reads the result of an operation from the text of its response.
 *
 * @throws {ParseError} the response is not of the type that the operation returns
 */
export function readAnswer(operation: Operation, response: Response, context: CallContext): unknown {
  const { answer, list } = operation
  const { text = '' } = context
  const data = parse(text)
  const isPromised =
    list !== undefined
      ? isListOfObjects(rowsIn(data, list.field))
      : answer === 'object'
        ? isFilled(data)
        : data !== undefined || text.trim() === ''
  if (isPromised) return answer === 'nothing' ? undefined : data
  return later().then(({ notPromised }) => Promise.reject(notPromised(operation, response, context)))
}

/** Undefined if the text is not JSON. The parser's message is dropped: it quotes the response, which may contain keys and tokens. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isListOfObjects = (rows: unknown): boolean =>
  Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null)

/** Whether the value is an object with at least one field: every object in the API description has required fields. */
function isFilled(data: unknown): boolean {
  if (typeof data !== 'object' || Array.isArray(data)) return false
  for (const _ in data) return true
  return false
}
