import { sendAssess } from '../../flow/assess.ts'
import { formOf } from '../frame/form.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'

/** Has the hash chain of a ledger verified. */
export const checkLedger: Handler = async (visit) => {
  const form = await formOf(visit, [routes.ledger.path, 'Ledger'])
  const name = form.text('pipeline', 200)
  if (name === undefined || !visit.parts.pipelines.some((served) => served.name === name)) throw notFound('pipeline')
  await sendAssess(visit.parts.queue, name, 'ledger')
  return { to: `${routes.ledger.path}?${new URLSearchParams({ pipeline: name })}`, said: 'looking at all' }
}
