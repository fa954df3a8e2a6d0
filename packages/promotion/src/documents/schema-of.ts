import type * as v from 'valibot'
import type { Fact } from '../gates/outcome.ts'

/** A type without what JSON does not show: `readonly`, and whether a field is omitted or undefined, which are both `maybe`. */
type Settled<T> = [Fact] extends [T]
  ? 'fact'
  : T extends readonly (infer Each)[]
    ? Settled<Each>[]
    : T extends object
      ? {
          -readonly [Key in keyof T]-?: undefined extends T[Key]
            ? ['maybe', Settled<Exclude<T[Key], undefined>>]
            : Settled<T[Key]>
        }
      : T

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/**
 * The schema of a type, with all of its fields and no others. If only one of the two is changed, it does not compile; `never` in the compiler's
 * message means that they differ.
 */
export const schemaOf =
  <T>() =>
  <Schema extends v.GenericSchema<unknown, unknown>>(
    schema: Same<Settled<T>, Settled<v.InferOutput<Schema>>> extends true ? Schema : never,
  ): v.GenericSchema<unknown, T> =>
    schema as unknown as v.GenericSchema<unknown, T>
