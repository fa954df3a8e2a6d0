import * as v from 'valibot'

const second = 1_000
const units: Readonly<Record<string, number>> = {
  ...{ second, seconds: second, s: second },
  ...{ minute: 60 * second, minutes: 60 * second, min: 60 * second },
  ...{ hour: 3_600 * second, hours: 3_600 * second, h: 3_600 * second },
  ...{ day: 86_400 * second, days: 86_400 * second, d: 86_400 * second },
}

/** A duration such as `90 days` or `30s`, which is read as milliseconds. */
export const durationSchema = v.pipe(
  v.string(),
  v.rawTransform<string, number>(({ dataset, addIssue, NEVER }) => {
    const [, amount, unit] = /^(\d{1,6}) ?([a-z]{1,7})$/.exec(dataset.value) ?? []
    const factor = unit === undefined ? undefined : units[unit]
    if (factor !== undefined) return Number(amount) * factor
    addIssue({ message: `must be a duration such as "90 days", "12 hours", "30 minutes" or "10 seconds"` })
    return NEVER
  }),
)
