import type { Benchmark } from './benchmark.ts'

/** Every benchmark by its name. Each is loaded when it is run, so that none needs what another compares with. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  types: {
    about: 'type-checking time of programs that only import the client, make one call, and make every call',
    run: async () => (await import('./types/types.ts')).measureTypes(),
  },
  size: {
    about: 'bundle size of a program that makes one call, or receives webhooks',
    run: async () => (await import('./size/size.ts')).measureSize(),
  },
  client: {
    about: 'overhead of a call without the network, compared with openapi-fetch, ky and @octokit/request',
    run: async () => (await import('./client/client.ts')).measureClient(),
  },
  upload: {
    about: 'throughput and memory of pushing 1 GiB to a server on loopback',
    run: async () => (await import('./upload/upload.ts')).measureUpload(),
  },
  webhooks: {
    about: 'time to verify a webhook of 4 kB',
    run: async () => (await import('./webhooks/webhooks.ts')).measureWebhooks(),
  },
  promotion: {
    about: 'requests, time and memory of promotions, compared with copying one package after the other',
    run: async () => (await import('./promotion/promotion.ts')).measurePromotion(),
  },
  large: {
    about: 'requests and memory of promotions between repositories of a million packages',
    run: async () => (await import('./large/large.ts')).measureLarge(),
  },
  intake: {
    about: 'memory that an emulator needs for an upload of 600 MB, and how long other requests wait meanwhile',
    run: async () => (await import('./intake/intake.ts')).measureIntake(),
  },
  emulator: {
    about: 'requests to an emulator with 100, 10,000 and 100,000 packages, its memory per package, and an hour of virtual time',
    run: async () => (await import('./emulator/emulator.ts')).measureEmulator(),
  },
  native: {
    about: 'time that npm takes to install 200 packages through an upstream of the emulator, compared with a bare file server',
    run: async () => (await import('./native/native.ts')).measureNative(),
  },
  cli: {
    about: 'start time of the command line, compared with a Node that does nothing, and its size',
    run: async () => (await import('./cli/cli.ts')).measureCli(),
  },
  service: {
    about: 'jobs per second of the promotion service, its delays, also after a kill -9, and its memory',
    run: async () => (await import('./service/service.ts')).measureService(),
  },
}
