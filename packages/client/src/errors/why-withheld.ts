import type { Distrust } from '../transport/trust.ts'

/** Why the credential was not sent to a host, and what to set where it may have it: the rest of a sentence that ends with "because". */
export function whyWithheld(distrust: Distrust, host: string): string {
  switch (distrust) {
    case 'foreign':
      return `it is neither the host of baseUrl nor a trusted one: set trustedHosts: [${JSON.stringify(host)}] if it may have it`
    case 'plain':
      return 'it is not reached by https: set allowInsecureHttp if that is meant'
    case 'signed':
      return 'the redirect to it is signed'
  }
}
