import { createTheme, Notification } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'
import { t } from '../lib/language/messages.js'

const brand: MantineColorsTuple = [
  '#e7effb',
  '#cbdcf6',
  '#a3c1ee',
  '#7aa5e5',
  '#568ada',
  '#3a71cd',
  '#2a62c4',
  '#1b55b8',
  '#174a9f',
  '#123c82',
]
const grey: MantineColorsTuple = [
  '#f5f6f7',
  '#eceff2',
  '#dfe3e7',
  '#c9cfd5',
  '#a8b0b9',
  '#868e97',
  '#6d7680',
  '#545d67',
  '#3a424a',
  '#1a1e23',
]
const night: MantineColorsTuple = [
  '#e8ebee',
  '#cfd5da',
  '#a8b0b9',
  '#8b949e',
  '#4a525a',
  '#2c3238',
  '#1e2226',
  '#16191c',
  '#121518',
  '#0f1113',
]

/** The component library in our own clothes; the colours themselves are in `ui/tokens.css`. */
export const theme = createTheme({
  colors: { brand, gray: grey, dark: night },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 8,
  fontFamily: 'var(--font)',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '12px', sm: '14px', md: '15px', lg: '16px', xl: '18px' },
  components: {
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': t.common.close } },
    }),
  },
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
})

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-quiet)',
  '--mantine-color-placeholder': 'var(--text-quiet)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-anchor': 'var(--brand)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control)',
  '--mantine-color-brand-filled': 'var(--brand-fill)',
  '--mantine-color-brand-filled-hover': 'var(--brand-fill-hover)',
  '--mantine-color-brand-light': 'var(--brand-soft)',
  '--mantine-color-brand-light-color': 'var(--brand)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
})
