import { searchableOf } from '../../package/searchable.ts'
import { compileQuery } from '../../search/compile-query.ts'
import type { Listener, World } from '../../world/world.ts'
import { packageView } from '../packages/view.ts'
import { type WebhookRecord, webhooksOf } from './records.ts'
import { send } from './send.ts'

/** Creates the listener that sends events of packages to the webhooks of their repository. */
export function createWebhookListener(world: World): Listener {
  return function dispatch(event, pkg, context) {
    const webhooks = webhooksOf(pkg.repository).store
    if (webhooks.size === 0) return
    const now = new Date(world.clock.now())
    const wants = ({ settings, isDisabled }: WebhookRecord) =>
      settings.is_active &&
      !isDisabled &&
      (settings.events.includes('*') || settings.events.includes(event)) &&
      compileQuery('package_query', settings.package_query)(searchableOf(pkg), now)
    const interested = webhooks.filter(wants)
    if (interested.length === 0) return
    const data = packageView(world, pkg)
    for (const webhook of interested) send(world, { webhook, event, data, context })
  }
}
