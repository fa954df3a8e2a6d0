import type { Fielded, Kind, Versioned } from './shape.ts'

/**
 * An object that is written once however many refer to it, even if it refers to them.
 *
 * @param row returns its shape; a function because kinds may refer to each other
 */
export function kind<Value extends object>(
  kindName: string,
  row: () => Fielded<Value>,
  { version = 1, upgrade }: Partial<Versioned> = {},
): Kind<Value> {
  let known: Fielded<Value> | undefined
  const self: Kind<Value> = {
    kindName,
    form: kindName,
    version,
    upgrade,
    get row() {
      known ??= row()
      return known
    },
    write: (value, to) => to.refer(self, value),
    read(given, from) {
      const found = typeof given === 'number' ? from.refer(self, given) : undefined
      return found ?? from.refuse(given === undefined ? 'is missing' : `refers to no ${kindName}`)
    },
  }
  return self
}
