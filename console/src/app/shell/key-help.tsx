import { Modal } from '@mantine/core'
import { t } from '../../lib/language/messages.js'
import classes from './key-help.module.css'

export const KeyHelp = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title={t.keyHelp.title}
    closeButtonProps={{ 'aria-label': t.common.close }}
  >
    <dl className={classes.list}>
      {t.keyHelp.rows.map(([keys, meaning]) => (
        <div key={keys} className={classes.row}>
          <dt>
            <kbd className={classes.key}>{keys}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  </Modal>
)
