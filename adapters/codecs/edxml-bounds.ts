/** How large an edXML message may be. */
import type { XmlBounds } from './xml.ts'

export interface EdxmlBounds extends XmlBounds {
  readonly attachmentsMax: number
  /** Of one attachment and of all together, decoded. */
  readonly attachmentBytesMax: number
  readonly attachmentsBytesMax: number
}
