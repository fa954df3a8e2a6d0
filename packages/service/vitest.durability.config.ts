import { suite } from '../../scripts/suites.ts'
import config from './vitest.config.ts'

export default suite(
  'durability',
  {
    include: ['test/durability/**/*.test.ts'],
    testTimeout: 300_000,
    maxConcurrency: 4,
    hookTimeout: 120_000,
  },
  config,
)
