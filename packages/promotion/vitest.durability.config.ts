import { suite } from '../../scripts/suites.ts'
import config from './vitest.config.ts'

export default suite(
  'durability',
  {
    include: ['test/durability/**/*.test.ts', 'test/carry.test.ts', 'test/rollback.test.ts'],
    // Runs that are disturbed are so at each of their requests.
    env: { EVERY_REQUEST: 'yes' },
  },
  config,
)
