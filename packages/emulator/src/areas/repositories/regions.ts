/** Storage regions: a selection of the service's. */
export const regions = [
  { slug: 'default', label: 'Default (Dublin, Ireland)' },
  { slug: 'au-sydney', label: 'Sydney, Australia' },
  { slug: 'ca-montreal', label: 'Montreal, Canada' },
  { slug: 'de-frankfurt', label: 'Frankfurt, Germany' },
  { slug: 'ie-dublin', label: 'Dublin, Ireland' },
  { slug: 'sg-singapore', label: 'Singapore' },
  { slug: 'us-ohio', label: 'Ohio, United States' },
  { slug: 'us-oregon', label: 'Oregon, United States' },
] as const
