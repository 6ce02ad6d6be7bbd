import { useEffect, useRef, useState } from 'react'
import { voiceSample } from './voice-sample.js'

const openMicrophone = async (): Promise<MediaStream | null> => {
  if (typeof MediaRecorder === 'undefined') return null
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch {
    return null
  }
}

const release = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop()
}

/** Records a voice note; without a microphone (or the leave to use it) a short sample goes instead, at once. */
export const useVoice = (onVoice: (note: Blob) => void) => {
  const recorder = useRef<MediaRecorder | null>(null)
  const [isRecording, setRecording] = useState(false)
  const isGone = useRef(false)
  const stop = () => {
    if (recorder.current?.state === 'recording') recorder.current.stop()
  }
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
      stop()
    }
  }, [])

  const start = async () => {
    const stream = await openMicrophone()
    if (!stream) return onVoice(voiceSample())
    if (isGone.current) return release(stream)
    const recording = new MediaRecorder(stream)
    const pieces: Blob[] = []
    recording.ondataavailable = (event) => pieces.push(event.data)
    recording.onstop = () => {
      release(stream)
      // Another phone was opened meanwhile: the note is nobody's, and the microphone is off.
      if (isGone.current) return
      setRecording(false)
      onVoice(new Blob(pieces, { type: recording.mimeType }))
    }
    recorder.current = recording
    recording.start()
    setRecording(true)
  }
  return { isRecording, start: () => void start(), stop }
}
