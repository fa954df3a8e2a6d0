import { suite } from '../scripts/suites.ts'
import config, { long } from './vitest.config.ts'

export default suite('durability', { include: long }, config)
