import { sendAssess } from '../../flow/assess.ts'
import { formOf } from '../frame/form.ts'
import { notFound } from '../frame/problem.tsx'
import type { Handler } from '../parts.ts'
import { routes } from '../routes.ts'

/** Has the stages of a pipeline compared with those before them. */
export const lookForDrift: Handler = async (visit) => {
  const form = await formOf(visit, [routes.drift.path, 'Drift'])
  const name = form.text('pipeline', 200)
  if (name === undefined || !visit.parts.pipelines.some((served) => served.name === name)) throw notFound('pipeline')
  await sendAssess(visit.parts.queue, name, 'drift')
  return { to: `${routes.drift.path}?${new URLSearchParams({ pipeline: name })}`, said: 'looking at all' }
}
