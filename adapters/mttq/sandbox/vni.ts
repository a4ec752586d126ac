/**
 * How the portal's old form stored text: VNI-Windows, put together from what each letter is made of. Another way than
 * the table of adapters/codecs/vni.ts, so that a mistake in one of them shows.
 */

const SHAPES: Readonly<Record<string, string>> = { '\u0302': 'circumflex', '\u0306': 'breve', '\u031b': 'horn' }
const TONES = ['\u0301', '\u0300', '\u0309', '\u0303', '\u0323']

/** The mark of a shape without and with each tone: acute, grave, hook above, tilde, dot below. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  plain: ['', 'ù', 'ø', 'û', 'õ', 'ï'],
  circumflex: ['â', 'á', 'à', 'å', 'ã', 'ä'],
  breve: ['ê', 'é', 'è', 'ú', 'ü', 'ë'],
  horn: ['', 'ù', 'ø', 'û', 'õ', 'ï'],
}
/** i has a character for each tone, y one for the dot below; horns are on another base. */
const I = ['i', 'í', 'ì', 'æ', 'ó', 'ò']
const HORNED: Readonly<Record<string, string>> = { o: 'ô', u: 'ö' }

function lower(letter: string): string {
  if (letter === 'đ') return 'ñ'
  const [base = '', ...above] = letter.normalize('NFD')
  const shape = above.map((mark) => SHAPES[mark]).find((name) => name !== undefined) ?? 'plain'
  const tone = TONES.findIndex((mark) => above.includes(mark)) + 1
  if (base === 'i') return I[tone]!
  if (base === 'y' && tone === 5) return 'î'
  return (shape === 'horn' ? HORNED[base]! : base) + MARKS[shape]![tone]!
}

const LETTER = /[ăâđêôơư]|[aeiouy](?=[\u0300-\u036f])/

/** Unicode text as VNI-Windows. Throws nothing; what is no Vietnamese letter stays. */
export function asVni(text: string): string {
  return [...text.normalize('NFC')]
    .map((character) => {
      const small = character.toLowerCase()
      if (!LETTER.test(small) && !LETTER.test(small.normalize('NFD'))) return character
      return small === character ? lower(small) : lower(small).toUpperCase()
    })
    .join('')
}
