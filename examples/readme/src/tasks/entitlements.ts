import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** A token for a customer that is good for the months from `from` on, for a thousand downloads a month. */
export async function sell(cloudsmith: Cloudsmith, from: Date, months: number) {
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + months)
  const created = await cloudsmith.entitlements.create({
    owner: 'acme',
    repo: 'releases',
    name: 'Globex',
    limit_date_range_from: from,
    limit_date_range_to: to,
    limit_num_downloads: 1000,
    limit_bandwidth: 5,
    limit_bandwidth_unit: 'Gigabyte',
    limit_package_query: 'tag:release',
    scheduled_reset_period: 'Monthly',
    metadata: { contract: 4711 },
    show_tokens: true,
  })
  return { token: created.token, until: created.limit_date_range_to }
}
