export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A moment that can be read. */
export const isTime = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value))

export const isListOfTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
