import { Button } from '@mantine/core'
import { Dialog, DialogButtons } from './dialog.js'

type ConfirmProps = {
  title: string
  body: string
  action: string
  onConfirm: () => void
  onCancel: () => void
}

/** Asks before something that is felt by others; names what will happen. */
export const Confirm = ({ title, body, action, onConfirm, onCancel }: ConfirmProps) => (
  <Dialog title={title} onClose={onCancel}>
    <p>{body}</p>
    <DialogButtons onCancel={onCancel} cancelFirst>
      <Button color="red" onClick={onConfirm}>
        {action}
      </Button>
    </DialogButtons>
  </Dialog>
)
