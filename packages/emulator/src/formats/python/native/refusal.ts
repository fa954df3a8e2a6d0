import { Refusal } from '../../../core/errors.ts'

/** Refuses a request of a client, which shows the reason. */
export const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })
