/** What documents of XML say of their own encoding. */
import type { Encoding } from './encodings.ts'

/**
 * By encoding of the format, in small letters; the first is what writers declare. Text in the fonts of TCVN3 and VNI-Windows is Latin to the programs that write it, and
 * neither has a registered name. VIQR is none: in it markup is no more what it was.
 */
const names: Readonly<Partial<Record<Encoding, readonly [string, ...string[]]>>> = {
  'utf-8': ['utf-8'],
  'windows-1258': ['windows-1258', 'cp1258'],
  tcvn3: ['windows-1252', 'iso-8859-1', 'tcvn', 'tcvn3', 'tcvn-5712'],
  vni: ['windows-1252', 'iso-8859-1', 'vni'],
}

/** The names that a document of a format in `encoding` may declare; undefined for an encoding in which there is no XML. */
export const declaredNames = (encoding: Encoding): readonly [string, ...string[]] | undefined => names[encoding]
