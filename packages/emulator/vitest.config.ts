import { configDefaults } from 'vitest/config'
import { tests } from '../../scripts/suites.ts'

/** Processes for each test, tools of others, large files, thousands of packages, hundreds of requests. Of processes, `exec.test.ts` alone starts some from change to change. */
export const long = [
  'test/durability/**/*.test.ts',
  'test/clients/terraform.test.ts',
  'test/large-files.test.ts',
  'src/catalogue/real-tools.test.ts',
  'src/areas/signing-keys/openpgp/openpgp.test.ts',
  'src/cli/cli.test.ts',
  'src/mirror/read/read-mirror.test.ts',
]

export default {
  test: tests({
    // Tests share nothing but modules, and starting each file anew costs half of the time.
    isolate: false,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // What takes long has a suite of its own.
    exclude: [...configDefaults.exclude, 'test/browser/**', ...long],
  }),
}
