import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * The registry of images does not answer as it should, or is not to be trusted with the credential. No message holds a credential.
 *
 * @remedy Check the credential for the registry and its address; where the message speaks of an index, look whether the
 * image is whole.
 */
export class RegistryError extends CloudsmithError {
  static override readonly kind: string = 'RegistryError'
}
