import { addressesIn } from '../../core/addresses.ts'

/**
 * Addresses that are of a network and not of the world: private, of one link (where clouds tell machines their credentials), shared, of this
 * host under another name, and those that only translate to such. Loopback is none of them: tests listen there all the time.
 */
const subnets = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** Whether an address is of a network and not of the world. */
export const isPrivate = addressesIn(subnets)
