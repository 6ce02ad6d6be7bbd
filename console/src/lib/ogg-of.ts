import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny'

/**
 * A recording in WebM put into the container of WhatsApp's voice notes: the Opus packets are copied, nothing is encoded again.
 * @throws when there is no Opus sound in it.
 */
export const oggOf = async (recording: Blob): Promise<Blob> => {
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM] })
  const track = await input.getPrimaryAudioTrack()
  const decoderConfig = await track?.getDecoderConfig()
  if (!track || !decoderConfig || (await track.getCodec()) !== 'opus') {
    throw new Error('The recording holds no Opus sound.')
  }
  const target = new BufferTarget()
  const output = new Output({ format: new OggOutputFormat(), target })
  const source = new EncodedAudioPacketSource('opus')
  output.addAudioTrack(source)
  await output.start()
  for await (const packet of new EncodedPacketSink(track).packets()) {
    await source.add(packet, { decoderConfig })
  }
  await output.finalize()
  if (target.buffer === null) throw new Error('The recording is empty.')
  return new Blob([target.buffer], { type: 'audio/ogg; codecs=opus' })
}
