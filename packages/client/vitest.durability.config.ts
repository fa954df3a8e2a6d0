import { suite } from '../../scripts/suites.ts'
import config from './vitest.config.ts'

export default suite('durability', { include: ['test/durability/**/*.test.ts'] }, config)
