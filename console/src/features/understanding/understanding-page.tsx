import { t } from '../../lib/language/messages.js'
import { Page } from '../../ui/page.js'
import { Drift } from './drift.js'
import { Models } from './models.js'
import { Shadow } from './shadow.js'

/** Whether customers still write what the bot learned, and what a new model would do. */
export const UnderstandingPage = () => (
  <Page title={t.understanding.title} intro={t.understanding.intro}>
    <Drift />
    <Models />
    <Shadow />
  </Page>
)
