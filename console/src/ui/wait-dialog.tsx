import { Button, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { wholeMoment } from '../lib/instants.js'
import { t } from '../lib/language/messages.js'
import { waitChoices } from '../lib/wait-until.js'
import { Dialog, DialogButtons } from './dialog.js'

type WaitDialogProps = {
  title: string
  onCancel: () => void
  onWait: (body: { until: string; note?: string }) => void
}

/** Until when a ticket rests; the customer's next message brings it back before. */
export const WaitDialog = ({ title, onCancel, onWait }: WaitDialogProps) => {
  const [choices] = useState(() => waitChoices(Date.now()))
  const [until, setUntil] = useState(choices[0]?.at ?? '')
  const [note, setNote] = useState('')
  return (
    <Dialog
      title={title}
      onClose={onCancel}
      onSubmit={() => onWait(note.trim() === '' ? { until } : { until, note: note.trim() })}
    >
      <Radio.Group label={t.wait.until} value={until} onChange={setUntil}>
        <Stack gap={8} pt={8}>
          {choices.map(({ name, at }, index) => (
            <Radio
              key={name}
              value={at}
              label={t.wait.choices[name]}
              description={wholeMoment(at)}
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t.wait.note}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <p className="quiet">{t.wait.hint}</p>
      <DialogButtons onCancel={onCancel}>
        <Button type="submit">{t.wait.submit}</Button>
      </DialogButtons>
    </Dialog>
  )
}
