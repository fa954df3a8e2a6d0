import type { Distrust } from '../transport/trust.ts'

/** Why the credential was not sent to a host, and which option allows it. Completes a sentence that ends with "because". */
export function whyWithheld(distrust: Distrust, host: string): string {
  switch (distrust) {
    case 'foreign':
      return `it is neither the host of baseUrl nor a trusted host: set trustedHosts: [${JSON.stringify(host)}] if it may receive the credential`
    case 'plain':
      return 'it does not use https: set allowInsecureHttp if that is intended'
    case 'signed':
      return 'the redirect to it is signed'
  }
}
