import type { Theme as SiteTheme } from 'vitepress'
import Theme from 'vitepress/theme-without-fonts'
import { markMain } from '../landmark.ts'
import './style.css'

export default {
  extends: Theme,
  enhanceApp({ router, siteData }) {
    router.onAfterRouteChange = (to) => markMain(to, siteData.value.base)
  },
} satisfies SiteTheme
