import { Refusal } from '../core/errors.ts'
import type { NativeRequest } from './native.ts'

/** Refuses a request of a client, which shows the reason. */
export const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })

/** @throws {Refusal} 405 for what would change something that cannot be changed there */
export function mustRead({ method }: Pick<NativeRequest, 'method'>, why = 'Packages can be read here, and nothing else.'): void {
  if (method !== 'GET' && method !== 'HEAD') throw refused(405, why)
}
