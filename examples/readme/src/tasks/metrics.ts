import type { Cloudsmith } from '@cloudsmith-sdk/client'

/** How often some packages were downloaded in the days before `until`, and whether the workspace is near its limits. */
export async function measure(cloudsmith: Cloudsmith, until: Date, days: number) {
  const start = new Date(until.getTime() - days * 86_400_000)
  const rows = await cloudsmith.packages.list({ owner: 'acme', repo: 'development', sort: '-downloads', page_size: 10 })
  const { packages } = await cloudsmith.metrics.packages({
    owner: 'acme',
    repo: 'development',
    start,
    finish: until,
    packages: rows.items.map(({ slug_perm }) => slug_perm),
  })
  const { usage } = await cloudsmith.quota.read({ owner: 'acme' })
  return { total: packages.total, downloads: packages.downloads.total.value, bandwidth: usage.display.bandwidth.percentage_used }
}
