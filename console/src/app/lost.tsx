import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../lib/language/messages.js'
import { Notice } from '../ui/notice.js'

export const Lost = () => (
  <Notice level="h1" title={t.errors.notFoundTitle} body={t.errors.notFoundBody}>
    <Button component={Link} to="/queue/mine" variant="default">
      {t.errors.home}
    </Button>
  </Notice>
)
