import { Button, Group, Modal, Stack } from '@mantine/core'
import { t } from '../lib/language/messages.js'

type ConfirmProps = {
  title: string
  body: string
  action: string
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that is felt by others; names what will happen. */
export const Confirm = ({ title, body, action, onConfirm, onCancel }: ConfirmProps) => (
  <Modal
    opened
    onClose={onCancel}
    title={title}
    closeButtonProps={{ 'aria-label': t.common.close }}
  >
    <Stack gap={16}>
      <p>{body}</p>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {t.common.cancel}
        </Button>
        <Button color="red" onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Stack>
  </Modal>
)
