const sampleRate = 8_000
const seconds = 1
const headerBytes = 44

const write = (view: DataView, at: number, text: string): void => {
  for (let index = 0; index < text.length; index += 1)
    view.setUint8(at + index, text.charCodeAt(index))
}

/** A short soft tone as a WAV file (8-bit, mono): stands for a voice note where there is no microphone. */
export const voiceSample = (): Blob => {
  const samples = sampleRate * seconds
  const view = new DataView(new ArrayBuffer(headerBytes + samples))
  write(view, 0, 'RIFF')
  view.setUint32(4, headerBytes - 8 + samples, true)
  write(view, 8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  write(view, 36, 'data')
  view.setUint32(40, samples, true)
  for (let index = 0; index < samples; index += 1) {
    const loudness = Math.sin((Math.PI * index) / samples) * 40
    view.setUint8(
      headerBytes + index,
      128 + loudness * Math.sin((2 * Math.PI * 330 * index) / sampleRate),
    )
  }
  return new Blob([view], { type: 'audio/wav' })
}
