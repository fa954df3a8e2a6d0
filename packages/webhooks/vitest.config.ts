import { tests } from '../../scripts/suites.ts'

export default {
  test: tests({
    // Tests share nothing but modules, and starting each file anew costs as much as most of them.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] } },
      // The main entry once more where there is nothing but web standards.
      {
        extends: true,
        test: {
          name: 'edge',
          environment: 'edge-runtime',
          include: ['src/*.test.ts', 'src/{parse,receiver,verify}/*.test.ts'],
        },
      },
    ],
  }),
}
