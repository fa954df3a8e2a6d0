import { Refusal } from '../../../core/errors.ts'

/** Refuses a request of npm, which shows the reason. */
export const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })
