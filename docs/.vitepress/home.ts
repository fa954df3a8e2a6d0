/** What the first page shows above its text: what this is, and the way for each of four people. */
export const home = {
  hero: {
    name: 'Cloudsmith SDK for TypeScript',
    text: 'The same bytes, from development to production',
    tagline:
      'A typed client for the whole API, promotion with gates and proof, verified webhooks, and a Cloudsmith in memory for tests. Unofficial: not made or endorsed by Cloudsmith.',
    actions: [
      { theme: 'brand', text: 'Start in five minutes', link: '/start/call-the-api' },
      { theme: 'alt', text: 'The story of a promotion', link: '/promotion-story' },
    ],
  },
  features: [
    {
      title: 'Call the API',
      details: 'Every operation is a method. Lists page by themselves, errors say what to do, and what may be sent again is.',
      link: '/start/call-the-api',
      linkText: 'A first call',
    },
    {
      title: 'Promote packages',
      details:
        'Stages, gates and people in one file. A plan says what would go and why the rest would not; a run does exactly that.',
      link: '/start/build-promotion',
      linkText: 'A first promotion',
    },
    {
      title: 'Receive webhooks',
      details: 'Signatures are verified on the raw bytes before anything is read, and events have types. On any runtime.',
      link: '/start/receive-webhooks',
      linkText: 'A first event',
    },
    {
      title: 'Test without an account',
      details: 'What is uploaded is read, synchronised, scanned, judged and announced, as by the service, and in no time.',
      link: '/start/test-with-the-emulator',
      linkText: 'A first test',
    },
  ],
}
