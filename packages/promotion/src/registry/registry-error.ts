import { CloudsmithError } from '@cloudsmith-sdk/client'

/** The registry of images does not answer as it should, or is not to be trusted with the credential. No message holds a credential. */
export class RegistryError extends CloudsmithError {
  static override readonly kind: string = 'RegistryError'
}
