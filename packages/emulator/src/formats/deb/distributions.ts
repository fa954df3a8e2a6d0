import { type Distributions, everywhere, releases } from '../../format/distribution.ts'

/** From Debian's package `distro-info-data`. */
const debian = {
  buzz: '1.1 Buzz',
  rex: '1.2 Rex',
  bo: '1.3 Bo',
  hamm: '2.0 Hamm',
  slink: '2.1 Slink',
  potato: '2.2 Potato',
  woody: '3.0 Woody',
  sarge: '3.1 Sarge',
  etch: '4.0 Etch',
  lenny: '5.0 Lenny',
  squeeze: '6.0 Squeeze',
  wheezy: '7 Wheezy',
  jessie: '8 Jessie',
  stretch: '9 Stretch',
  buster: '10 Buster',
  bullseye: '11 Bullseye',
  bookworm: '12 Bookworm',
  trixie: '13 Trixie',
  forky: '14 Forky',
  duke: '15 Duke',
  sid: 'Sid',
  experimental: 'Experimental',
}

/** From Debian's package `distro-info-data`, with the service's names. */
const ubuntu = {
  warty: '4.10 Warty Warthog',
  hoary: '5.04 Hoary Hedgehog',
  breezy: '5.10 Breezy Badger',
  dapper: '6.06 Dapper Drake',
  edgy: '6.10 Edgy Eft',
  feisty: '7.04 Feisty Fawn',
  gutsy: '7.10 Gutsy Gibbon',
  hardy: '8.04 Hardy Heron',
  intrepid: '8.10 Intrepid Ibex',
  jaunty: '9.04 Jaunty Jackalope',
  karmic: '9.10 Karmic Koala',
  lucid: '10.04 Lucid Lynx',
  maverick: '10.10 Maverick Meerkat',
  natty: '11.04 Natty Narwhal',
  oneiric: '11.10 Oneiric Ocelot',
  precise: '12.04 Precise Pangolin',
  quantal: '12.10 Quantal Quetzal',
  raring: '13.04 Raring Ringtail',
  saucy: '13.10 Saucy Salamander',
  trusty: '14.04 Trusty Tahr',
  utopic: '14.10 Utopic Unicorn',
  vivid: '15.04 Vivid Vervet',
  wily: '15.10 Wily Werewolf',
  xenial: '16.04 Xenial Xerus',
  yakkety: '16.10 Yakkety Yak',
  zesty: '17.04 Zesty Zapus',
  artful: '17.10 Artful Aardvark',
  bionic: '18.04 Bionic Beaver',
  cosmic: '18.10 Cosmic Cuttlefish',
  disco: '19.04 Disco Dingo',
  eoan: '19.10 Eoan Ermine',
  focal: '20.04 Focal Fossa',
  groovy: '20.10 Groovy Gorilla',
  hirsute: '21.04 Hirsute Hippo',
  impish: '21.10 Impish Indri',
  jammy: '22.04 Jammy Jellyfish',
  kinetic: '22.10 Kinetic Kudu',
  lunar: '23.04 Lunar Lobster',
  mantic: '23.10 Mantic Minotaur',
  noble: '24.04 Noble Numbat',
  oracular: '24.10 Oracular Oriole',
  plucky: '25.04 Plucky Puffin',
  questing: '25.10 Questing Quokka',
  resolute: '26.04 Resolute Raccoon',
}

/** Follows Debian since release 7. */
const { wheezy, jessie, stretch, buster, bullseye, bookworm, trixie, forky } = debian

/**
 * Distributions of Debian packages.
 *
 * @see docs/service.md#distributions
 */
export const debDistributions: Distributions = {
  ...everywhere,
  debian: releases('Debian', debian),
  raspbian: releases('Raspbian', { wheezy, jessie, stretch, buster, bullseye, bookworm, trixie, forky }),
  ubuntu: releases('Ubuntu', ubuntu),
}
