import { formats } from '../../catalogue/formats.ts'
import { orNotFound } from '../../core/errors.ts'
import { ok } from '../../core/reply.ts'
import type { Operation } from '../../operation/operation.ts'
import { distributionView, formatView } from './views.ts'

/** Returns the status of the service. */
export const status_check_basic: Operation<'status_check_basic'> = () =>
  ok({ detail: 'Cloudsmith API is operational (emulated).', version: '1.0.0' })

/** Returns the state of the caller's rate limit. */
export const rates_limits_list: Operation<'rates_limits_list'> = ({ allowance }) => {
  const { limit, remaining, reset, interval, throttled } = allowance
  const reset_iso_8601 = new Date(reset * 1000).toISOString()
  return ok({ resources: { core: { interval, limit, remaining, reset, reset_iso_8601, throttled } } })
}

/** Lists all formats. */
export const formats_list: Operation<'formats_list'> = ({ world }) =>
  ok(Object.entries(formats).map(([slug, info]) => formatView(world, slug, info)))

/** Returns a format. */
export const formats_read: Operation<'formats_read'> = ({ path, world }) => {
  const info = orNotFound(Object.hasOwn(formats, path.slug) ? formats[path.slug] : undefined)
  return ok(formatView(world, path.slug, info))
}

/** Lists all distributions. */
export const distros_list: Operation<'distros_list'> = ({ world }) =>
  ok(world.distributions.map((info) => distributionView(world, info)))

/** Returns a distribution with its releases. */
export const distros_read: Operation<'distros_read'> = ({ path, world }) => {
  const info = orNotFound(world.distributions.find(({ slug }) => slug === path.slug))
  return ok(distributionView(world, info))
}
