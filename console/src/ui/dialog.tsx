import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../lib/language/messages.js'

type DialogProps = {
  title: string
  onClose: () => void
  /** Makes the dialog a form: Enter in a field and the submit button end here. */
  onSubmit?: () => void
  children: ReactNode
}

/** The frame of every dialog: its title, the way out, and what it asks, one under the other. */
export const Dialog = ({ title, onClose, onSubmit, children }: DialogProps) => {
  const inside = <Stack gap={16}>{children}</Stack>
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {onSubmit ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            onSubmit()
          }}
        >
          {inside}
        </form>
      ) : (
        inside
      )}
    </Modal>
  )
}

type DialogButtonsProps = { onCancel: () => void; cancelFirst?: boolean; children: ReactNode }

/** At the foot of a dialog: leave it, and the one thing it is for. `cancelFirst`: the focus starts on leaving. */
export const DialogButtons = ({ onCancel, cancelFirst, children }: DialogButtonsProps) => (
  <Group justify="flex-end" gap={8}>
    <Button variant="default" onClick={onCancel} data-autofocus={cancelFirst || undefined}>
      {t.common.cancel}
    </Button>
    {children}
  </Group>
)
