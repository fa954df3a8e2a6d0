import * as v from 'valibot'

/** A string that is not empty, or a value of another schema. The type of the value decides which, so errors refer to the one that was meant. */
export function textOr<Schema extends v.GenericSchema>(schema: Schema, description: string) {
  const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'))
  const either = v.union([text, schema])
  return v.pipe(
    {
      ...either,
      '~run'(dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) {
        const meant: v.GenericSchema = typeof dataset.value === 'string' ? text : schema
        return meant['~run'](dataset, config) as ReturnType<(typeof either)['~run']>
      },
    } as typeof either,
    v.description(description),
  )
}
