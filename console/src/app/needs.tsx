import { Button } from '@mantine/core'
import { Link, Outlet } from 'react-router'
import type { Capability } from '../../../src/api/contract/session.js'
import { t } from '../lib/language/messages.js'
import { useCan } from '../lib/session.js'
import { Notice } from '../ui/notice.js'

/** Pages of those who may; the others are told so (the API refuses them all the same). */
export const Needs = ({ capability }: { capability: Capability }) => {
  const allowed = useCan(capability)
  if (allowed) return <Outlet />
  return (
    <Notice level="h1" title={t.errors.forbiddenTitle} body={t.errors.forbiddenBody}>
      <Button component={Link} to="/queue/mine" variant="default">
        {t.errors.home}
      </Button>
    </Notice>
  )
}
