import type { Theme as SiteTheme } from 'vitepress'
import Theme from 'vitepress/theme-without-fonts'
import { markMain } from '../landmark.ts'
import Layout from './Layout.vue'
import './style.css'

export default {
  extends: Theme,
  Layout,
  enhanceApp({ router, siteData }) {
    router.onAfterRouteChange = (to) => markMain(to, siteData.value.base)
  },
} satisfies SiteTheme
