import type * as v from 'valibot'
import type { Fact } from '../gates/outcome.ts'

/** A type without what does not show in JSON: what is only to be read, and whether a field is left out or undefined, both of which are `maybe`. */
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
 * The schema of a type, of all its fields and no others: whoever changes the one changes the other, or it does not compile. `never` in the
 * compiler's message means that they differ.
 */
export const schemaOf =
  <T>() =>
  <Schema extends v.GenericSchema<unknown, unknown>>(
    schema: Same<Settled<T>, Settled<v.InferOutput<Schema>>> extends true ? Schema : never,
  ): v.GenericSchema<unknown, T> =>
    schema as unknown as v.GenericSchema<unknown, T>
