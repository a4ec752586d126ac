/**
 * The values of a record, numbered: so the log can say which of them stand for themselves (evidence.ts) without a name or a length of any. A value is
 * what a member holds that is neither an object nor a list with an object in it; they are counted from 0 in the order of the JSON text.
 */

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Pointers of the values of `record`, in their order, from it (RFC 6901; names that need no escapes). */
export function valuesOf(record: object): string[] {
  const found: string[] = []
  const into = (holder: object, at: string): void => {
    for (const [name, held] of Object.entries(holder)) {
      const pointer = `${at}/${name}`
      if (isObject(held) && (!Array.isArray(held) || held.some(isObject))) into(held, pointer)
      else found.push(pointer)
    }
  }
  into(record, '')
  return found
}

/** Rising numbers as text: 0, 1, 2, 5 is `0-2,5`. */
export function rangesOf(numbers: readonly number[]): string {
  let text = ''
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i]!
    let last = first
    while (numbers[++i] === last + 1) last++
    text += `${text && ','}${first}${last > first ? `-${last}` : ''}`
  }
  return text
}

/** The numbers below `count` that `text` names, rising; undefined where it is no such text, or names another. */
export function numbersIn(text: string, count: number): number[] | undefined {
  const numbers: number[] = []
  for (const range of text === '' ? [] : text.split(',')) {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range) ?? []
    if (
      first === undefined ||
      Number(first) <= (numbers.at(-1) ?? -1) ||
      Number(last) < Number(first) ||
      Number(last) >= count
    )
      return undefined
    for (let number = Number(first); number <= Number(last); number++) numbers.push(number)
  }
  return numbers
}
