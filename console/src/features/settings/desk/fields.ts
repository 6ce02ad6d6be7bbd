/** What a form of one block of settings gets: the value it shows, where changes go, and what the server said of a part of it. */
export type FieldsProps<Value> = {
  value: Value
  onChange: (value: Value) => void
  /** What is wrong at a path inside the value, such as `monday.0` or `2.label.es`; also with something within it. */
  errorAt: (path: string) => string | null
}
