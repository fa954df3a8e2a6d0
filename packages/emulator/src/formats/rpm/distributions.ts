import { type Distributions, everywhere, numbered, range } from '../../format/distribution.ts'

/** The minor releases of a major one: `15.0`, `15.1`, … */
const minor = (major: number, first: number, last: number) => range(first, last).map((each) => `${major}.${each}`)

/**
 * Distributions of RPM packages. Releases are the `VERSION_ID` of each distribution's `os-release`.
 *
 * @see docs/service.md#distributions
 */
export const rpmDistributions: Distributions = {
  ...everywhere,
  almalinux: numbered('AlmaLinux', ...range(8, 10)),
  amzn: numbered('Amazon Linux', '2017.09', '2018.03', 2, 2022, 2023),
  centos: numbered('CentOS', ...range(5, 10)),
  el: numbered('Enterprise Linux', ...range(5, 10)),
  fedora: numbered('Fedora', ...range(18, 45)),
  ol: numbered('Oracle Linux', ...range(6, 10)),
  opensuse: numbered('openSUSE', '13.1', '13.2', ...minor(42, 1, 3), ...minor(15, 0, 6), '16.0', 'tumbleweed'),
  rocky: numbered('Rocky Linux', ...range(8, 10)),
  sles: numbered('SUSE Linux Enterprise Server', ...minor(11, 0, 4), 12, ...minor(12, 0, 5), 15, ...minor(15, 0, 7), '16.0'),
}
