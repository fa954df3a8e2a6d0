/** A webhook that the emulator does not send, or not there: trying again does not help. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused'
}
