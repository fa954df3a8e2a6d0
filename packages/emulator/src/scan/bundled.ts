import type { Advisory } from '@cloudsmith-sdk/advisories'
import newtonsoftJson from '../../advisories/GHSA-5crp-9r3c-p9vr.json' with { type: 'json' }
import phpmailer from '../../advisories/GHSA-5f37-gxvh-23v6.json' with { type: 'json' }
import pyyaml from '../../advisories/GHSA-8q59-q68h-6hv4.json' with { type: 'json' }
import lodashTrim from '../../advisories/GHSA-29mw-wpgm-hmr9.json' with { type: 'json' }
import lodashTemplate from '../../advisories/GHSA-35jh-r3h4-6jhm.json' with { type: 'json' }
import log4shell from '../../advisories/GHSA-jfh8-c2jp-5v3q.json' with { type: 'json' }
import regexCrate from '../../advisories/GHSA-m5pq-gvj9-9vr8.json' with { type: 'json' }
import urllib3 from '../../advisories/GHSA-q2q7-5pp4-w6pg.json' with { type: 'json' }
import braceExpansion from '../../advisories/GHSA-v6h2-p8h4-qcjw.json' with { type: 'json' }
import goCrypto from '../../advisories/GHSA-v778-237x-gjrc.json' with { type: 'json' }
import rack from '../../advisories/GHSA-wq4h-7r42-5hrr.json' with { type: 'json' }
import minimist from '../../advisories/GHSA-xvch-5gv4-984h.json' with { type: 'json' }
import { parseAdvisory } from './parse-advisory.ts'

/**
 * The advisories that ship with the emulator: a few real ones, at least one for most ecosystems that it can scan. They are bundled, so scanning needs
 * no file system.
 */
export const bundledAdvisories: readonly Advisory[] = [
  braceExpansion,
  goCrypto,
  lodashTemplate,
  lodashTrim,
  log4shell,
  minimist,
  newtonsoftJson,
  phpmailer,
  pyyaml,
  rack,
  regexCrate,
  urllib3,
].map(parseAdvisory)
