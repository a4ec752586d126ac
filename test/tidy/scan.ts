/** Reads TypeScript just far enough to tell code from comments, strings and regular expressions. */

export interface Scanned {
  /** The text with comments, string contents and regular expressions blanked; same length, same lines. */
  readonly code: string
  /** The text with comments blanked only. */
  readonly bare: string
}

/** A slash begins a regular expression after one of these, else it divides. */
const beforeRegex =
  /(?:^|[([{,;:=!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield))\s*$/

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** End (exclusive) of the quoted string that starts at `start`. */
function endOfString(text: string, start: number): number {
  const quote = text[start]
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote || text[i] === '\n') return i + 1
  }
  return text.length
}

function endOfRegex(text: string, start: number): number {
  let inClass = false
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i]
    if (c === '\\') i++
    else if (c === '[') inClass = true
    else if (c === ']') inClass = false
    else if ((c === '/' && !inClass) || c === '\n') return i + 1
  }
  return text.length
}

/** End (exclusive) of the stretch of template text that starts at `start`: past the closing backtick, or past `${`. */
function endOfTemplate(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '`') return i + 1
    else if (text[i] === '$' && text[i + 1] === '{') return i + 2
  }
  return text.length
}

export function scan(text: string): Scanned {
  let code = ''
  let bare = ''
  let i = 0
  /** Open braces of each template expression we are in, innermost last. */
  const braces: number[] = []
  const take = (end: number, kind: 'code' | 'comment' | 'quoted') => {
    const piece = text.slice(i, end)
    const inner = piece.length < 2 ? piece : piece[0] + blank(piece.slice(1, -1)) + piece.at(-1)
    code += kind === 'code' ? piece : kind === 'comment' ? blank(piece) : inner
    bare += kind === 'comment' ? blank(piece) : piece
    i = end
  }
  while (i < text.length) {
    const two = text.slice(i, i + 2)
    const c = two[0]!
    if (two === '//' || (i === 0 && two === '#!')) {
      const end = text.indexOf('\n', i)
      take(end < 0 ? text.length : end, 'comment')
    } else if (two === '/*') {
      const end = text.indexOf('*/', i + 2)
      take(end < 0 ? text.length : end + 2, 'comment')
    } else if (c === "'" || c === '"') take(endOfString(text, i), 'quoted')
    else if (c === '/' && beforeRegex.test(code.slice(-40))) take(endOfRegex(text, i), 'quoted')
    else if (c === '`' || (c === '}' && braces.at(-1) === 0)) {
      if (c === '}') braces.pop()
      const end = endOfTemplate(text, i + 1)
      if (text[end - 1] === '{') braces.push(0)
      take(end, 'quoted')
    } else {
      if (braces.length > 0 && c === '{') braces[braces.length - 1]!++
      if (braces.length > 0 && c === '}') braces[braces.length - 1]!--
      take(i + 1, 'code')
    }
  }
  return { code, bare }
}
