import type { ReactNode } from 'react'

const marks =
  /(?<![\p{L}\p{N}])(\*\S(?:[^*\n]*\S)?\*|_\S(?:[^_\n]*\S)?_|~\S(?:[^~\n]*\S)?~)(?![\p{L}\p{N}])/gu

const marked = (piece: string, index: number): ReactNode => {
  const inner = piece.slice(1, -1)
  if (piece.startsWith('*')) return <strong key={index}>{inner}</strong>
  if (piece.startsWith('_')) return <em key={index}>{inner}</em>
  return <s key={index}>{inner}</s>
}

/** Text as WhatsApp shows it: bold, italic, struck. Nothing becomes a link: what a customer pasted is not to be clicked. */
export const Written = ({ text }: { text: string }) => (
  <>{text.split(marks).map((piece, index) => (index % 2 === 1 ? marked(piece, index) : piece))}</>
)
