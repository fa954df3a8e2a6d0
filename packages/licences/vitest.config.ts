import { tests } from '../../scripts/suites.ts'

export default { test: tests({ include: ['src/**/*.test.ts'] }) }
