import { IconEye } from '@tabler/icons-react'
import { t } from '../../lib/language/messages.js'
import type { Viewer } from './use-viewers.js'
import classes from './viewers.module.css'

const inWords = (others: Viewer[]): string => {
  const writer = others.find((viewer) => viewer.typing)
  if (writer) return t.viewers.typing(writer.name)
  const [first] = others
  if (others.length === 1 && first) return t.viewers.one(first.name)
  return t.viewers.many(others.map(({ name }) => name).join(', '))
}

/** Who else is looking at the ticket, and who is writing. */
export const Viewers = ({ others }: { others: Viewer[] }) => (
  <p role="status" className={others.length > 0 ? classes.viewers : undefined}>
    {others.length > 0 ? (
      <>
        <IconEye size={16} aria-hidden />
        {inWords(others)}
      </>
    ) : null}
  </p>
)
