import { suite } from '../../scripts/suites.ts'
import config, { long } from './vitest.config.ts'

export default suite('durability', { include: long, testTimeout: 600_000 }, config)
