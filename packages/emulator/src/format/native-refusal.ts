import { Refusal } from '../core/errors.ts'
import type { NativeRequest } from './native.ts'

/** Creates the refusal of a client's request; clients show the reason. */
export const refused = (status: number, detail: string): Refusal => new Refusal({ status, body: { detail } })

/** @throws {Refusal} 405 if the request would change something that cannot be changed there */
export function mustRead({ method }: Pick<NativeRequest, 'method'>, why = 'Packages can be read here, and nothing else.'): void {
  if (method !== 'GET' && method !== 'HEAD') throw refused(405, why)
}
