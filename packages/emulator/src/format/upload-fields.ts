import { nullable, required, text } from '../core/fields.ts'

// Fields of requests that several formats take.

export const line = nullable(text({ max: 255 }))
export const identifier = nullable(text({ min: 1 }))
export const name = nullable(text({ max: 200 }))
export const version = nullable(text({ max: 255 }))
export const distribution = required(text({ min: 1 }))
