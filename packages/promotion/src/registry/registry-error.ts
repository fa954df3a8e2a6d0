import { CloudsmithError } from '@cloudsmith-sdk/client'

/**
 * The image registry gave an invalid response, refused the credential, or must not be sent it. No message contains a credential.
 *
 * @remedy Check the address of the registry and the credential for it. If the message mentions an index, check that all its images are in the
 * registry.
 */
export class RegistryError extends CloudsmithError {
  static override readonly kind: string = 'RegistryError'
}
