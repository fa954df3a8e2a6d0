import { suite } from '../../scripts/suites.ts'
import config from './vitest.config.ts'

export default suite('interop', { include: ['test/interop/**/*.test.ts'], testTimeout: 600_000 }, config)
