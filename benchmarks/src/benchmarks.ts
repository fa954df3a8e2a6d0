import type { Benchmark } from './benchmark.ts'

/** Every benchmark by its name. Each is loaded when it is run, so that none needs what another compares with. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  types: {
    about: 'what type-checking costs a program: one that only imports, one with one call, one with every call',
    run: async () => (await import('./types/types.ts')).measureTypes(),
  },
  size: {
    about: 'bytes that a bundled program needs to make one call, or to receive webhooks',
    run: async () => (await import('./size/size.ts')).measureSize(),
  },
  client: {
    about: 'what a call costs beside the network, against openapi-fetch, ky and @octokit/request',
    run: async () => (await import('./client/client.ts')).measureClient(),
  },
  upload: {
    about: 'how fast 1 GiB is pushed to a server on loopback, and how much memory that takes',
    run: async () => (await import('./upload/upload.ts')).measureUpload(),
  },
  webhooks: {
    about: 'time to verify a webhook of 4 kB',
    run: async () => (await import('./webhooks/webhooks.ts')).measureWebhooks(),
  },
  promotion: {
    about: 'requests, time and memory that promotions take, against copying one package after the other',
    run: async () => (await import('./promotion/promotion.ts')).measurePromotion(),
  },
  large: {
    about: 'requests and memory that promotions between repositories of a million packages take',
    run: async () => (await import('./large/large.ts')).measureLarge(),
  },
  intake: {
    about: 'how much memory an emulator needs to take a file of 600 MB, and how long it keeps others waiting meanwhile',
    run: async () => (await import('./intake/intake.ts')).measureIntake(),
  },
  emulator: {
    about: 'requests to an emulator with 100, 10,000 and 100,000 packages, the memory of a package, and an hour of virtual time',
    run: async () => (await import('./emulator/emulator.ts')).measureEmulator(),
  },
  native: {
    about: 'how long npm takes to install 200 packages through an upstream of the emulator, against a bare file server',
    run: async () => (await import('./native/native.ts')).measureNative(),
  },
  cli: {
    about: 'how fast the command line starts, against a Node that does nothing, and how large it is',
    run: async () => (await import('./cli/cli.ts')).measureCli(),
  },
  service: {
    about: 'jobs that the promotion service does in a second, how soon it does them, also after a kill -9, and what it needs',
    run: async () => (await import('./service/service.ts')).measureService(),
  },
}
