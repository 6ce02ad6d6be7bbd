import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '../ui/tokens.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import type { QueryClient } from '@tanstack/react-query'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { Crash } from '../ui/crash.js'
import classes from './frame.module.css'
import { cssVariables, theme } from './theme.js'

/** Puts a page into `#root` with what both pages share: colours, notices, the cache and a last net for errors. */
export const showPage = (page: ReactNode, cache: QueryClient): void => {
  const root = document.getElementById('root')
  if (!root) throw new Error('The page lacks its #root element.')
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={cache}>
          <Notifications
            position="bottom-left"
            autoClose={6000}
            limit={3}
            classNames={{ root: classes.notices ?? '' }}
          />
          <Crash>{page}</Crash>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
