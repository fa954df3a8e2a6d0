/** A webhook that the emulator does not send, at all or to this address, so a retry is pointless. */
export class DeliveryRefused extends Error {
  override readonly name = 'DeliveryRefused'
}
