import { momentOf } from '../text/moment.ts'

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** A text that is a valid time. */
export const isTime = (value: unknown): value is string => isText(value) && momentOf(value) !== undefined

export const isListOfTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
