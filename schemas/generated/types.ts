// Generated from schemas/case/v1 by schemas/generate.ts: do not edit. Run `npm run generate`.

/** Levels of a label, in rising order; the last one is undetermined, which is not a secrecy level. */
export type Level =
  | 'CONG_KHAI'
  | 'NOI_BO'
  | 'HAN_CHE'
  | 'MAT'
  | 'TOI_MAT'
  | 'TUYET_MAT'
  | 'CHUA_XAC_DINH'

/** Handling tags of a label. */
export type Tag =
  | 'NGUOI_TO_GIAC'
  | 'NGUOI_CHUA_THANH_NIEN'
  | 'BAO_VE_NHAN_CHUNG'
  | 'DLCN_CO_BAN'
  | 'DLCN_NHAY_CAM'
  | 'CAN_BO_QUAN_LY'

/** Ngày có độ chính xác · Date that keeps its precision (year, month or day) */
export type PartialDate = string

/** Địa chỉ · Address */
export interface Address {
  /** Xã, phường, đặc khu · Commune */
  readonly commune?: Coded
  /** Địa chỉ chi tiết · Address text */
  readonly text?: string
}

/** Phân công giải quyết · Assignment */
export interface Assignment {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Số quyết định · Decision number */
  readonly decisionNumber?: string
  /** Ngày quyết định · Decided on */
  readonly decidedOn?: PartialDate
  /** Đơn vị · Unit */
  readonly unit?: string
  /** Cán bộ được phân công · Assigned officer */
  readonly officer?: string
  /** Nhiệm vụ · Task */
  readonly task: 'GIAI_QUYET' | 'KIEM_SAT' | 'XET_XU'
  /** Viện kiểm sát có thẩm quyền · Competent procuracy */
  readonly competentProcuracy?: string
  /** Cơ quan được giao · Agency that takes it */
  readonly agency?: Coded
}

/** Thời hạn · Clock */
export interface Clock {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Quy tắc · Rule id */
  readonly rule: string
  /** Điều luật · Legal basis */
  readonly legalBasis?: string
  /** Sự kiện bắt đầu · Start event */
  readonly startEvent?: string
  /** Ngày bắt đầu · Started on */
  readonly startedOn?: PartialDate
  /** Ngày đến hạn · Due on */
  readonly dueOn?: PartialDate
  /** Quyết định gia hạn · Extended by */
  readonly extendedBy?: string
  /** Tình trạng · State */
  readonly state?: 'DANG_CHAY' | 'DUNG_HAN' | 'QUA_HAN' | 'TAM_DUNG'
}

/** Mã danh mục · Coded value */
export interface Coded {
  /** Danh mục · Code system */
  readonly system: string
  /** Mã · Code */
  readonly code: string
  /** Phiên bản · Version */
  readonly version: string
  /** Mã gốc · Native code */
  readonly native?: string
}

/** Quyết định · Decision */
export interface Decision {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Loại quyết định · Type */
  readonly type: Coded
  /** Số · Number */
  readonly number?: string
  /** Ngày · Date */
  readonly decidedOn?: PartialDate
  /** Cơ quan ban hành · Issuing agency */
  readonly agency: Coded
  /** Người ký · Signer */
  readonly signer?: string
  /** Chức vụ người ký · Title of the signer */
  readonly signerTitle?: string
  /** Căn cứ pháp luật · Legal basis */
  readonly legalBasis?: readonly string[]
  /** Căn cứ · Ground */
  readonly ground?: string
  /** Hiệu lực từ · Effective from */
  readonly effectiveFrom?: PartialDate
  /** Hiệu lực đến · Effective to */
  readonly effectiveTo?: PartialDate
  /** Được thay thế bởi · Superseded by */
  readonly supersededBy?: string
}

/** Người xác định độ mật · Determiner of a level */
export interface Determiner {
  /** Cơ quan · Agency */
  readonly agency: Coded
  /** Người xác định · Officer */
  readonly officer?: string
  /** Thời điểm · Time */
  readonly at: PartialDate
  /** Mục trong danh mục · List item */
  readonly listItem: string
}

/** Tài liệu · Document reference */
export interface DocumentReference {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Loại tài liệu · Kind of document */
  readonly type: string
  /** Số, ký hiệu · Number */
  readonly number?: string
  /** Ngày ban hành · Issued on */
  readonly issuedOn?: PartialDate
  /** Trích yếu · Subject line */
  readonly title?: string
  /** Tên tệp · File name */
  readonly fileName?: string
  /** Định dạng · Media type */
  readonly mediaType?: string
  /** Kích thước (byte) · Size in bytes */
  readonly bytes?: number
}

/** Tóm lược hồ sơ · Summary of a dossier */
export interface DossierSummary {
  /** Mã hồ sơ · Dossier id */
  readonly id: string
  /** Các phần hồ sơ · Facets */
  readonly facets: readonly FacetSummary[]
}

/** Hồ sơ vụ việc · Dossier */
export interface Dossier {
  /** Mã hồ sơ · Dossier id */
  readonly id: string
  /** Các phần hồ sơ · Facets */
  readonly facets: readonly Facet[]
}

/** Tóm lược phần hồ sơ · Summary of a facet, as the index knows it */
export interface FacetSummary {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Cơ quan nắm giữ · Holding agency */
  readonly agency: string
  /** Loại nguồn tin · Kind */
  readonly kind?: Coded
  /** Giai đoạn · Stage */
  readonly stage?: Coded
  /** Thời điểm tiếp nhận · Received at */
  readonly receivedAt?: string
  /** Cập nhật tại nguồn · Updated at the source */
  readonly updatedAt?: string
  /** Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption */
  readonly corruptionField?: Coded
  /** Ngày đến hạn · Due on */
  readonly dueOn?: PartialDate
  /** Nhãn của bản ghi · Label of the record */
  readonly label?: Label
}

/** Phần hồ sơ của một cơ quan · Facet: the part of a dossier that one agency holds */
export interface Facet {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Cơ quan nắm giữ · Holding agency */
  readonly agency?: string
  /** Số, mã · Identifiers */
  readonly identifiers: readonly Identifier[]
  /** Nguồn tin · Report */
  readonly report: Report
  /** Người cung cấp nguồn tin · Reporters */
  readonly reporters?: readonly Reporter[]
  /** Người tham gia · Participants */
  readonly participants?: readonly Participant[]
  /** Tội danh · Offences */
  readonly offences?: readonly Offence[]
  /** Phân công · Assignments */
  readonly assignments?: readonly Assignment[]
  /** Quyết định · Decisions */
  readonly decisions?: readonly Decision[]
  /** Thời hạn · Clocks */
  readonly clocks?: readonly Clock[]
  /** Kiểm sát · Supervision */
  readonly supervision?: readonly SupervisionAct[]
  /** Phiên tòa · Hearings */
  readonly hearings?: readonly Hearing[]
  /** Kiến nghị · Recommendations */
  readonly recommendations?: readonly Recommendation[]
  /** Phản hồi · Feedback */
  readonly feedback?: readonly Feedback[]
  /** Tài liệu · Documents */
  readonly documents?: readonly DocumentReference[]
  /** Phần mật không mở · Opaque parts */
  readonly opaque?: readonly OpaquePart[]
  /** Nhãn của bản ghi · Label of the record */
  readonly label: Label
  /** Nguồn gốc · Provenance */
  readonly provenance?: Provenance
}

/** Phản hồi · Feedback on what was passed on */
export interface Feedback {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Cơ quan phản hồi · Answering agency */
  readonly from: Coded
  /** Số văn bản · Number */
  readonly number?: string
  /** Ngày nhận · Received on */
  readonly receivedOn?: PartialDate
  /** Nội dung · Content */
  readonly content?: string
  /** Ngày báo cho người phản ánh · Reporter told on */
  readonly toldReporterOn?: PartialDate
}

/** Phiên tòa · Hearing */
export interface Hearing {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Cấp xét xử · Instance */
  readonly instance: 'SO_THAM' | 'PHUC_THAM'
  /** Thời gian mở phiên tòa · Scheduled for */
  readonly scheduledAt?: string
  /** Địa điểm · Place */
  readonly place?: string
  /** Thẩm phán chủ tọa · Presiding judge */
  readonly presiding?: string
  /** Xét xử kín · Closed to the public */
  readonly closed?: boolean
  /** Tình trạng · State */
  readonly state?: 'DA_LEN_LICH' | 'HOAN' | 'DA_XET_XU'
}

/** Số, mã hồ sơ · Identifier */
export interface Identifier {
  /** Hệ thống · System */
  readonly system: string
  /** Loại · Type */
  readonly type: 'SO_TIEP_NHAN' | 'SO_QUYET_DINH' | 'SO_HO_SO'
  /** Giá trị · Value */
  readonly value: string
  /** Cơ quan cấp · Assigner */
  readonly assigner: Coded
}

/** Nhãn phân loại · Classification label */
export interface Label {
  /** Độ mật · Level */
  readonly level: Level
  /** Dấu xử lý · Handling tags */
  readonly tags: readonly Tag[]
  /** Người xác định · Determiner */
  readonly by?: Determiner
}

/** Tội danh · Offence */
export interface Offence {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Tội danh · Offence */
  readonly offence: Coded
  /** Điều · Article */
  readonly article?: string
  /** Khoản · Clause */
  readonly clause?: string
  /** Điểm · Point */
  readonly point?: string
}

/** Phần mật không mở · Opaque part (the gateway has no key) */
export interface OpaquePart {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Nội dung được thay · What it stands for */
  readonly covers: string
  /** Độ mật · Level */
  readonly level: 'MAT' | 'TOI_MAT' | 'TUYET_MAT'
  /** Người xác định · Determiner */
  readonly determinedBy?: Determiner
  /** Nơi nhận · Recipient */
  readonly recipient?: Coded
  /** Sản phẩm mật mã · Cipher product */
  readonly product?: string
  /** Giá trị băm của bản mã · Digest of the ciphertext (SHA-256, base64) */
  readonly digest: string
  /** Bản mã · Ciphertext */
  readonly ciphertext?: string
}

/** Người tham gia · Participant in the case */
export interface Participant {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Tư cách · Role */
  readonly role: Coded
  /** Nhân thân · Person */
  readonly person?: Person
  /** Người chưa thành niên · Is a minor */
  readonly minor?: boolean
  /** Ghi chú · Note */
  readonly note?: string
}

/** Cá nhân · Person */
export interface Person {
  /** Họ và tên · Full name */
  readonly fullName?: string
  /** Ngày hoặc năm sinh · Birth date or year */
  readonly birth?: PartialDate
  /** Giới tính · Sex */
  readonly sex?: 'NAM' | 'NU' | 'KHAC'
  /** Số định danh, CMND · Personal id number */
  readonly personalId?: string
  /** Điện thoại · Phone */
  readonly phone?: string
  /** Địa chỉ · Address */
  readonly address?: Address
}

/** Nguồn gốc dữ liệu · Provenance */
export interface Provenance {
  /** Bộ chuyển đổi · Adapter id@version#hash */
  readonly adapter: string
  /** Cập nhật tại nguồn · Updated at the source */
  readonly sourceUpdatedAt?: string
  /** Cổng nhận lúc · Received at the gateway */
  readonly receivedAt: string
}

/** Kiến nghị sau thanh tra · Recommendation of an inspection */
export interface Recommendation {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Loại kiến nghị · Kind */
  readonly kind: 'KHOI_TO' | 'THU_HOI_TAI_SAN' | 'XU_LY_HANH_CHINH' | 'CHAN_CHINH_QUAN_LY'
  /** Nội dung · Content */
  readonly content?: string
  /** Số tiền kiến nghị thu hồi (đồng) · Amount to recover (VND) */
  readonly amountVnd?: number
  /** Số tiền đã thu hồi (đồng) · Amount recovered (VND) */
  readonly recoveredVnd?: number
  /** Thời hạn thực hiện · Due on */
  readonly dueOn?: PartialDate
  /** Tình trạng · State */
  readonly state?: 'CHUA_THUC_HIEN' | 'DANG_THUC_HIEN' | 'DA_THUC_HIEN'
}

/** Nguồn tin về tội phạm · Crime report */
export interface Report {
  /** Loại nguồn tin · Kind */
  readonly kind: Coded
  /** Kênh tiếp nhận · Channels */
  readonly channels?: readonly Coded[]
  /** Thời điểm tiếp nhận · Received at */
  readonly receivedAt: string
  /** Thời điểm xảy ra · Occurred at */
  readonly occurredAt?: PartialDate
  /** Thời điểm ghi nhận tại nguồn · Recorded at the source */
  readonly recordedAt?: string
  /** Nơi xảy ra · Place */
  readonly place?: Address
  /** Tóm tắt · Summary */
  readonly summary?: string
  /** Mức khẩn · Urgency */
  readonly urgency?: Coded
  /** Lĩnh vực dễ phát sinh tham nhũng · Field prone to corruption */
  readonly corruptionField?: Coded
  /** Giai đoạn · Stage */
  readonly stage: Coded
  /** Phức tạp · Complicated */
  readonly complicated?: boolean
  /** Cơ quan chuyển đến · Agency that passed it on */
  readonly receivedFrom?: Coded
}

/** Người cung cấp nguồn tin · Reporter */
export interface Reporter {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Bí danh · Pseudonym */
  readonly pseudonym?: string
  /** Loại · Kind */
  readonly kind: 'CA_NHAN' | 'CO_QUAN_TO_CHUC' | 'AN_DANH'
  /** Ngày báo · Reported on */
  readonly reportedAt?: PartialDate
  /** Họ và tên · Full name */
  readonly fullName?: string
  /** Ngày hoặc năm sinh · Birth date or year */
  readonly birth?: PartialDate
  /** Số định danh, CMND · Personal id number */
  readonly personalId?: string
  /** Điện thoại · Phone */
  readonly phone?: string
  /** Địa chỉ · Address */
  readonly address?: Address
  /** Cơ quan, tổ chức · Organisation */
  readonly organisation?: string
}

/** Hoạt động kiểm sát · Act of supervision */
export interface SupervisionAct {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Hình thức · Instrument */
  readonly instrument: Coded
  /** Số · Number */
  readonly number?: string
  /** Ngày · Date */
  readonly issuedOn?: PartialDate
  /** Mẫu · Form */
  readonly form?: string
  /** Nội dung · Content */
  readonly content?: string
  /** Ngày trả lời · Answered on */
  readonly answeredOn?: PartialDate
}
