/** As much of DER (X.690) as a timestamp needs: single-byte tags, definite lengths in their shortest form. */

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** `[0]`, constructed. */
  context0: 0xa0,
} as const

/** One element: `tag`, its length and `contents`, one after the other. */
export function encode(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content])
  const digits = content.length.toString(16)
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content])
}

/** A positive INTEGER of these big-endian bytes. */
export function encodeInteger(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return encode(tags.integer, digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits)
}

/** An OBJECT IDENTIFIER, written with dots. */
export function encodeOid(oid: string): Buffer {
  const [first, second, ...rest] = oid.split('.').map(Number)
  const bytes = [first! * 40 + second!, ...rest].flatMap((arc) => {
    const digits = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift(128 + (left % 128))
    return digits
  })
  return encode(tags.oid, Uint8Array.from(bytes))
}

export interface Element {
  readonly tag: number
  readonly content: Buffer
  /** With tag and length. */
  readonly whole: Buffer
}

/** The bytes are not what they should be. */
export class NotDer extends Error {}

/** The elements that `bytes` are made of, to the last byte. Throws NotDer. */
export function elementsOf(bytes: Buffer): Element[] {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at)
    elements.push(element)
    at += element.whole.length
  }
  return elements
}

function elementAt(bytes: Buffer, at: number): Element {
  const tag = bytes[at]!
  const first = bytes[at + 1]
  if ((tag & 0x1f) === 0x1f || first === undefined || first === 0x80) throw new NotDer('tag or length')
  let start = at + 2
  let length = first
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 4 || start + count > bytes.length) throw new NotDer('length')
    length = bytes.readUIntBE(start, count)
    if (length < 0x80 || bytes[start] === 0) throw new NotDer('length not the shortest')
    start += count
  }
  if (start + length > bytes.length) throw new NotDer('cut short')
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) }
}

/** The one element of `bytes`, which must have `tag`. Throws NotDer. */
export function onlyElement(bytes: Buffer, tag: number): Element {
  const [element, ...more] = elementsOf(bytes)
  return expect(more.length === 0 ? element : undefined, tag)
}

/** `element`, which must be there and have `tag`. Throws NotDer. */
export function expect(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new NotDer(`tag ${tag} expected`)
  return element
}
