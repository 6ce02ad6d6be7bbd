import { useRef, useState } from 'react'
import { voiceSample } from './voice-sample.js'

const openMicrophone = async (): Promise<MediaStream | null> => {
  if (typeof MediaRecorder === 'undefined') return null
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch {
    return null
  }
}

/** Records a voice note; without a microphone (or the leave to use it) a short sample goes instead, at once. */
export const useVoice = (onVoice: (note: Blob) => void) => {
  const recorder = useRef<MediaRecorder | null>(null)
  const [isRecording, setRecording] = useState(false)

  const start = async () => {
    const stream = await openMicrophone()
    if (!stream) return onVoice(voiceSample())
    const recording = new MediaRecorder(stream)
    const pieces: Blob[] = []
    recording.ondataavailable = (event) => pieces.push(event.data)
    recording.onstop = () => {
      for (const track of stream.getTracks()) track.stop()
      setRecording(false)
      onVoice(new Blob(pieces, { type: recording.mimeType }))
    }
    recorder.current = recording
    recording.start()
    setRecording(true)
  }
  return { isRecording, start: () => void start(), stop: () => recorder.current?.stop() }
}
