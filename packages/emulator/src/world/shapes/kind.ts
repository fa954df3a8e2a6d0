import { type Fields, formOf, type NamedShapes, readFields, writeFields } from './collections.ts'
import type { Kind, Shape, Versioned } from './shape.ts'

/**
 * Something that is written once, however many refer to it, even if it refers to them.
 *
 * @param fields of its row, as a function because kinds may refer to each other
 */
export function kind<Value extends object>(
  kindName: string,
  fields: () => Fields<Value>,
  { version = 1, upgrade }: Partial<Versioned> = {},
): Kind<Value> {
  let known: NamedShapes | undefined
  const row = () => {
    known ??= Object.entries<Shape<unknown>>(fields())
    return known
  }
  const self: Kind<Value> = {
    kindName,
    form: kindName,
    version,
    upgrade,
    get rowForm() {
      return formOf(row())
    },
    write: (value, to) => to.refer(self, value),
    writeRow: (value, to) => writeFields(row(), value, to),
    read(given, from) {
      const found = typeof given === 'number' ? from.refer(self, given) : undefined
      return found ?? from.refuse(given === undefined ? 'is missing' : `refers to no ${kindName}`)
    },
    fill: (made, given, from) => readFields(row(), made, given, from),
  }
  return self
}
