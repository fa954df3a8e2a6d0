import { messagesIn } from '../../core/errors.ts'
import { errorsOf } from '../../requests/check.ts'
import { rulesOf } from '../../requests/rules.ts'
import { tableOf } from './fields.ts'
import type { Reader, Shape, Starting } from './shape.ts'

/**
 * Settings, each of which is either a default or a value that a request could set. A setting that an earlier release did not have gets its default.
 *
 * @param operation the operation whose body sets them
 * @param defaults all settings except the optional ones
 * @param others shapes of settings that are not in the body, or differ from it
 */
export function settings<Settings extends object>(
  operation: string,
  defaults: Settings,
  others: { readonly [Name in keyof Settings]?: Shape<Settings[Name]> } = {},
): Starting<Settings> {
  const known: Readonly<Record<string, Shape<unknown> | undefined>> = others
  const usual = defaults as Readonly<Record<string, unknown>>

  function read(name: string, value: unknown, from: Reader): unknown {
    const shape = known[name]
    if (shape !== undefined) return shape.read(value, from)
    if (isSame(value, usual[name])) return value
    const rule = rulesOf(operation).body?.properties?.[name]
    const [problem] = rule === undefined ? ['is not a setting of a request'] : messagesIn(errorsOf(rule, value))
    return problem === undefined ? value : from.refuse(problem)
  }

  return {
    form: `settings of ${operation}`,
    start: () => defaults,
    write: (value) => value,
    read(given, from) {
      const made = { ...defaults }
      for (const [name, value] of Object.entries(tableOf(given, from))) {
        from.inside(name, () => {
          if (!Object.hasOwn(defaults, name) && !Object.hasOwn(others, name)) from.refuse('there is no such setting')
          Object.assign(made, { [name]: read(name, value, from) })
        })
      }
      return made
    },
  }
}

const isSame = (value: unknown, other: unknown): boolean => JSON.stringify(value) === JSON.stringify(other)
