import { Button } from '@mantine/core'
import { Component } from 'react'
import type { ReactNode } from 'react'
import { t } from '../lib/language/messages.js'
import { Notice } from './notice.js'

/** Says that the page broke and offers a reload. */
export const Broken = () => (
  <main>
    <Notice level="h1" title={t.errors.crashTitle} body={t.errors.crashBody} role="alert">
      <Button onClick={() => window.location.reload()}>{t.errors.reload}</Button>
    </Notice>
  </main>
)

/** The last net for errors outside the router. (React offers error boundaries as classes only.) */
export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}
