import { Button, Group, Modal, Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../lib/language/messages.js'
import { FormError } from '../../ui/form-error.js'
import classes from './attach-dialog.module.css'

type RecordDialogProps = { onCancel: () => void; onRecorded: (file: File) => void }

/** WhatsApp takes no WebM. */
const formats = ['audio/ogg;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4']

const start = async (onStopped: (file: File) => void): Promise<() => void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format))
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop()
    onStopped(new File(pieces, '', { type: recorder.mimeType }))
  })
  recorder.start()
  return () => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
}

const inMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Records a voice note from the moment it opens. */
export const RecordDialog = ({ onCancel, onRecorded }: RecordDialogProps) => {
  const [seconds, setSeconds] = useState(0)
  const [failed, setFailed] = useState(false)
  const stop = useRef<(() => void) | null>(null)
  const isWanted = useRef(false)
  const done = useRef(onRecorded)
  useEffect(() => {
    let isGone = false
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    const stopped = (file: File) => {
      if (isWanted.current) done.current(file)
    }
    void start(stopped).then(
      (end) => {
        if (isGone) end()
        else stop.current = end
      },
      () => setFailed(true),
    )
    return () => {
      isGone = true
      clearInterval(timer)
      stop.current?.()
    }
  }, [])
  return (
    <Modal
      opened
      onClose={onCancel}
      title={t.attach.recordTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack gap={16}>
        {failed ? (
          <FormError text={t.attach.noMicrophone} />
        ) : (
          <p className={classes.recording} role="timer">
            <span className={classes.dot} aria-hidden />
            {inMinutes(seconds)}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onCancel}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={failed}
            data-autofocus
            onClick={() => {
              isWanted.current = true
              stop.current?.()
            }}
          >
            {t.attach.stop}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
