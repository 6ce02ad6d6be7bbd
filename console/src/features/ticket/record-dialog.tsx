import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../lib/language/messages.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'
import { FormError } from '../../ui/form-error.js'
import classes from './attach-dialog.module.css'

type RecordDialogProps = { onCancel: () => void; onRecorded: (file: File) => void }

/** A voice note of WhatsApp is Opus in Ogg. Firefox records that, Chromium WebM, older Safari only MP4. */
const formats = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4']

/** WhatsApp plays no WebM: what is in one goes into an Ogg. */
const voiceNoteOf = async (recording: Blob): Promise<File> => {
  if (!recording.type.includes('webm')) return new File([recording], '', { type: recording.type })
  const { oggOf } = await import('../../lib/ogg-of.js')
  const note = await oggOf(recording)
  return new File([note], '', { type: note.type })
}

const start = async (onStopped: (recording: Blob) => void): Promise<() => void> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = formats.find((format) => MediaRecorder.isTypeSupported(format))
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  recorder.addEventListener('stop', () => {
    for (const track of stream.getTracks()) track.stop()
    onStopped(new Blob(pieces, { type: recorder.mimeType }))
  })
  recorder.start()
  return () => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
}

const inMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Records while mounted. `finish` ends it and hands over the note; leaving drops it. */
const useRecording = (onRecorded: (file: File) => void) => {
  const [seconds, setSeconds] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const stop = useRef<(() => void) | null>(null)
  const isWanted = useRef(false)
  const done = useRef(onRecorded)
  useEffect(() => {
    let isGone = false
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    const stopped = (recording: Blob) => {
      clearInterval(timer)
      if (!isWanted.current) return
      void voiceNoteOf(recording).then(
        (file) => {
          if (!isGone) done.current(file)
        },
        () => setFailure(t.attach.notRecorded),
      )
    }
    void start(stopped).then(
      (end) => {
        if (isGone) return end()
        stop.current = end
        setRunning(true)
      },
      () => setFailure(t.attach.noMicrophone),
    )
    return () => {
      isGone = true
      clearInterval(timer)
      stop.current?.()
    }
  }, [])
  const finish = () => {
    isWanted.current = true
    setRunning(false)
    stop.current?.()
  }
  return { seconds, failure, isRunning, finish }
}

/** Records a voice note from the moment it opens. */
export const RecordDialog = ({ onCancel, onRecorded }: RecordDialogProps) => {
  const { seconds, failure, isRunning, finish } = useRecording(onRecorded)
  return (
    <Dialog title={t.attach.recordTitle} onClose={onCancel}>
      {failure === null ? (
        <p className={classes.recording} role="timer">
          <span className={classes.dot} aria-hidden />
          {inMinutes(seconds)}
        </p>
      ) : (
        <FormError text={failure} />
      )}
      <DialogButtons onCancel={onCancel}>
        <Button disabled={!isRunning} data-autofocus onClick={finish}>
          {t.attach.stop}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
