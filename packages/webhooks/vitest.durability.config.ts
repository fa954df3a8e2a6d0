import { suite } from '../../scripts/suites.ts'

// The other tests run in two places, and these in one.
export default suite('durability', {
  // What is sent random requests in every run of the tests is sent many more.
  include: ['test/fuzz*.test.ts'],
  env: { FUZZ_RUNS: process.env.FUZZ_RUNS ?? '20000' },
  testTimeout: 600_000,
})
