import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../lib/language/messages.js'
import { explain, isStatus } from '../lib/request.js'
import { Notice } from './notice.js'

/** What a page shows when its data did not come: missing, not allowed, or something that a retry may mend. */
export const Failure = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const home = (
    <Button component={Link} to="/queue/mine" variant="default">
      {t.errors.home}
    </Button>
  )
  if (isStatus(error, 404)) {
    return (
      <Notice level="h1" title={t.errors.notFoundTitle} body={t.errors.notFoundBody}>
        {home}
      </Notice>
    )
  }
  if (isStatus(error, 403)) {
    return (
      <Notice level="h1" title={t.errors.forbiddenTitle} body={t.errors.forbiddenBody}>
        {home}
      </Notice>
    )
  }
  return (
    <Notice title={t.errors.title} body={explain(error)} role="alert">
      <Button onClick={retry} variant="default">
        {t.errors.retry}
      </Button>
    </Notice>
  )
}
