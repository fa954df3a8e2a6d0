/** What the home page shows above its text: what this SDK is, and where to start for each of four tasks. */
export const home = {
  hero: {
    name: 'Cloudsmith SDK for TypeScript',
    text: 'Promote packages from development to production',
    tagline:
      'A typed Cloudsmith API client, package promotion with gates, approvals and rollback, verified webhooks, and an emulator for tests. Unofficial: not made or endorsed by Cloudsmith.',
    actions: [
      { theme: 'brand', text: 'Start in five minutes', link: '/start/call-the-api' },
      { theme: 'alt', text: 'The story of a promotion', link: '/promotion-story' },
    ],
  },
  features: [
    {
      title: 'Call the API',
      details: 'Every operation is a typed method. Pagination and safe retries are automatic, and each error says how to fix it.',
      link: '/start/call-the-api',
      linkText: 'Make your first call',
    },
    {
      title: 'Promote packages',
      details:
        'Define stages, gates and approvers in one file. A plan lists what would be promoted and why the rest would not; applying it does exactly that.',
      link: '/start/build-promotion',
      linkText: 'Run your first promotion',
    },
    {
      title: 'Receive webhooks',
      details:
        'The receiver verifies the signature before it parses anything, and your handlers get typed events. It runs on any runtime.',
      link: '/start/receive-webhooks',
      linkText: 'Receive your first event',
    },
    {
      title: 'Test without an account',
      details:
        'The emulator parses, synchronises and scans your uploads, applies policies and sends webhooks, in memory and in milliseconds.',
      link: '/start/test-with-the-emulator',
      linkText: 'Write your first test',
    },
  ],
}
