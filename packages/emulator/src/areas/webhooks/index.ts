import { changed } from '../../core/changes.ts'
import { invalid } from '../../core/errors.ts'
import { tellOnce } from '../../core/tell-once.ts'
import type { Area } from '../../operation/area.ts'
import { repositoryHome } from '../../operation/homes.ts'
import { type Resource, resourceOperations } from '../../operation/resource.ts'
import { compileQuery } from '../../search/compile-query.ts'
import type { RepositoryRecord } from '../../world/records.ts'
import { directDelivery } from './direct-delivery.ts'
import { createWebhookListener } from './listen.ts'
import { type WebhookRecord, webhookDefaults, webhooksOf } from './records.ts'
import { send } from './send.ts'
import { sendingOf } from './sending.ts'
import { templateErrors } from './template.ts'
import { webhookView } from './view.ts'

const webhook: Resource<RepositoryRecord, WebhookRecord> = {
  key: 'identifier',
  home: repositoryHome('Admin'),
  store: (repository) => webhooksOf(repository).store,
  async check({ body }, stored) {
    const { request_body_format: format, templates } = read(stored?.settings ?? webhookDefaults, body)
    const errors = format === 3 ? await templateErrors(templates) : {}
    if (Object.keys(errors).length > 0) throw invalid({ templates: errors })
  },
  create({ body, actor, world }, repository) {
    const account = actor.mustBeKnown()
    const now = world.clock.now()
    const record: WebhookRecord = {
      slugPerm: world.ids.slug(12),
      identifier: webhooksOf(repository).next++,
      settings: settingsOf(webhookDefaults, body),
      createdAt: now,
      createdBy: account,
      updatedAt: now,
      updatedBy: account,
      lastStatus: undefined,
      sent: 0,
      isDisabled: false,
    }
    if (!world.isSilent) send(world, { webhook: record, event: 'ping', data: {} })
    return record
  },
  change({ body, actor, world }, record) {
    record.settings = settingsOf(record.settings, body)
    record.updatedAt = world.clock.now()
    record.updatedBy = actor.mustBeKnown()
    if (record.settings.is_active) record.isDisabled = false
  },
  view: (world, record, repository) => webhookView(world, record, repository),
}

/** @throws {Refusal} 422 if the query is invalid */
function settingsOf(base: WebhookRecord['settings'], body: object): WebhookRecord['settings'] {
  const settings = read(base, body)
  compileQuery('package_query', settings.package_query)
  return settings
}

/** Null in place of a list is an empty list. */
function read(base: WebhookRecord['settings'], body: object): WebhookRecord['settings'] {
  const settings: Partial<WebhookRecord['settings']> = changed(base, body)
  return { ...base, ...settings, events: settings.events ?? [], templates: settings.templates ?? [] }
}

/** Webhooks: notifications about events of packages. */
export const webhooks: Area = {
  title: 'webhooks',
  operations: resourceOperations('webhooks', webhook),
  parts: [webhooksOf],
  start(world, { deliver, allowWebhooksTo, logSize, onUnsupported }) {
    const tell = tellOnce(onUnsupported)
    Object.assign(sendingOf(world), { deliver: deliver ?? directDelivery(allowWebhooksTo), tell, logSize })
    world.listeners.add(createWebhookListener(world))
  },
}
