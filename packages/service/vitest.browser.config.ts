import { suite } from '../../scripts/suites.ts'
import config from './vitest.config.ts'

export default suite(
  'browser',
  {
    include: ['test/browser/**/*.test.ts'],
    // Browsers on a busy machine take their time.
    testTimeout: 240_000,
    // Some begin with a hundred thousand packages.
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
  },
  config,
)
