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

/** Thời điểm có độ chính xác · Time that keeps its precision (an instant of RFC 3339, or a year, month or day) */
export type PartialTime = string

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
  /** Đến ngày · Until */
  readonly until?: PartialDate
  /** Nhiệm vụ · Task */
  readonly task: 'GIAI_QUYET' | 'KIEM_SAT' | 'XET_XU'
  /** Viện kiểm sát có thẩm quyền · Competent procuracy */
  readonly competentProcuracy?: string
  /** Cơ quan được giao · Agency that takes it */
  readonly agency?: Coded
}

/** Khởi tố bị can · Charge */
export interface Charge {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Bị can · Accused */
  readonly accused?: string
  /** Tội danh · Offences */
  readonly chargedWith?: readonly string[]
  /** Quyết định khởi tố bị can · Decision */
  readonly decision?: string
  /** Mức độ nghiêm trọng · Severity */
  readonly severity?: Coded
  /** Ngày khởi tố · Charged on */
  readonly chargedOn?: PartialDate
  /** Phê chuẩn · Approval by the procuracy */
  readonly approval?: 'CHO_PHE_CHUAN' | 'DA_PHE_CHUAN' | 'KHONG_PHE_CHUAN'
  /** Ngày phê chuẩn · Approved on */
  readonly approvedOn?: PartialDate
  /** Số quyết định phê chuẩn · Number of the approval */
  readonly approvalNumber?: string
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
  /** Các lần gia hạn · Extensions */
  readonly extensions?: readonly Extension[]
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

/** Giao, nhận nguồn tin · Hand-over (custody chain) */
export interface Custody {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Bên giao · Sender */
  readonly from?: Coded
  /** Bên nhận · Receiver */
  readonly to?: Coded
  /** Số phiếu chuyển · Number of the transfer note */
  readonly number?: string
  /** Mẫu · Form */
  readonly form?: Coded
  /** Thời điểm giao · Sent at */
  readonly sentAt?: PartialTime
  /** Thời điểm xác nhận đã nhận · Acknowledged at */
  readonly acknowledgedAt?: PartialTime
  /** Giấy tờ kèm theo · Papers */
  readonly papers?: readonly string[]
  /** Độ mật của hồ sơ · Level of the file */
  readonly level?: 'CONG_KHAI' | 'NOI_BO' | 'HAN_CHE' | 'MAT' | 'TOI_MAT' | 'TUYET_MAT'
  /** Lý do chuyển · Reason */
  readonly reason?: string
  /** Quy tắc thời hạn · Rule of the limit */
  readonly rule?: string
  /** Hạn giao · Due on */
  readonly dueOn?: PartialDate
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
  /** Mẫu · Form */
  readonly form?: Coded
  /** Căn cứ pháp luật · Legal basis */
  readonly legalBasis?: readonly string[]
  /** Căn cứ · Ground */
  readonly ground?: string
  /** Căn cứ theo danh mục · Grounds by code */
  readonly grounds?: readonly Coded[]
  /** Hiệu lực từ · Effective from */
  readonly effectiveFrom?: PartialDate
  /** Hiệu lực đến · Effective to */
  readonly effectiveTo?: PartialDate
  /** Được thay thế bởi · Superseded by */
  readonly supersededBy?: string
  /** Bị hủy bỏ bởi · Cancelled by */
  readonly cancelledBy?: string
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
  /** Hết thời hạn bảo vệ · Protected until */
  readonly expiresOn?: PartialDate
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
  /** Giá trị băm có khóa · Keyed digest */
  readonly digest?: string
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

/** Gia hạn · Extension of a limit */
export interface Extension {
  /** Số quyết định · Decision number */
  readonly number?: string
  /** Cơ quan gia hạn · Agency that extended it */
  readonly agency?: Coded
  /** Ngày quyết định · Decided on */
  readonly decidedOn?: PartialDate
  /** Hạn mới · New due date */
  readonly dueOn?: PartialDate
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
  /** Giao, nhận · Custody chain */
  readonly custody?: readonly Custody[]
  /** Quyết định · Decisions */
  readonly decisions?: readonly Decision[]
  /** Sổ tạm đình chỉ · Suspension register */
  readonly suspensions?: readonly Suspension[]
  /** Giai đoạn tố tụng · Proceedings */
  readonly proceedings?: readonly Proceeding[]
  /** Khởi tố bị can · Charges */
  readonly charges?: readonly Charge[]
  /** Thời hạn · Clocks */
  readonly clocks?: readonly Clock[]
  /** Kiểm sát · Supervision */
  readonly supervision?: readonly SupervisionAct[]
  /** Phiên tòa · Hearings */
  readonly hearings?: readonly Hearing[]
  /** Bản án · Judgments */
  readonly judgments?: readonly Judgment[]
  /** Kết luận thanh tra · Inspection conclusions */
  readonly inspectionConclusions?: readonly InspectionConclusion[]
  /** Kiến nghị · Recommendations */
  readonly recommendations?: readonly Recommendation[]
  /** Phản ánh, kiến nghị · Petitions */
  readonly petitions?: readonly Petition[]
  /** Phản hồi · Feedback */
  readonly feedback?: readonly Feedback[]
  /** Tài liệu · Documents */
  readonly documents?: readonly DocumentReference[]
  /** Liên kết với hồ sơ khác · Links to other matters */
  readonly links?: readonly Link[]
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

/** Kết luận thanh tra · Inspection conclusion */
export interface InspectionConclusion {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Số · Number */
  readonly number?: string
  /** Quyết định thanh tra · Mandate of the inspection */
  readonly mandate?: string
  /** Ngày quyết định thanh tra · Mandated on */
  readonly mandatedOn?: PartialDate
  /** Đối tượng thanh tra · Inspected organisation */
  readonly inspected?: Organisation
  /** Thời kỳ thanh tra từ · Inspected period from */
  readonly periodFrom?: PartialDate
  /** Thời kỳ thanh tra đến · Inspected period to */
  readonly periodTo?: PartialDate
  /** Ngày kết luận · Concluded on */
  readonly concludedOn?: PartialDate
  /** Người ký · Signer */
  readonly signer?: string
  /** Nội dung kết luận · Findings */
  readonly findings?: string
  /** Giá trị sai phạm (đồng) · Damage found (đồng) */
  readonly damageVnd?: number
  /** Có dấu hiệu tội phạm · Signs of crime */
  readonly signsOfCrime?: boolean
}

/** Bản án · Judgment */
export interface Judgment {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Cấp xét xử · Instance */
  readonly instance: 'SO_THAM' | 'PHUC_THAM' | 'GIAM_DOC_THAM' | 'TAI_THAM'
  /** Số · Number */
  readonly number?: string
  /** Ngày tuyên án · Pronounced on */
  readonly pronouncedOn?: PartialDate
  /** Tòa án · Court */
  readonly court?: string
  /** Phiên tòa · Hearing */
  readonly hearing?: string
  /** Có hiệu lực từ · In force from */
  readonly effectiveFrom?: PartialDate
  /** Ngày giao bản án · Delivered on */
  readonly deliveredOn?: PartialDate
  /** Kháng cáo, kháng nghị · Appeal or protest */
  readonly appeal?: 'KHONG' | 'KHANG_CAO' | 'KHANG_NGHI' | 'CA_HAI'
  /** Ngày kháng cáo, kháng nghị · Appealed on */
  readonly appealedOn?: PartialDate
  /** Hình phạt · Sentences */
  readonly sentences?: readonly Sentence[]
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

/** Liên kết hồ sơ · Link to another matter */
export interface Link {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Quan hệ · Relation */
  readonly relation: 'NHAP_VAO' | 'TACH_TU' | 'TRUNG_VOI' | 'LIEN_QUAN'
  /** Số, mã hồ sơ kia · Identifier of the other matter */
  readonly identifier: Identifier
  /** Cơ quan quyết định · Agency that decided it */
  readonly agency?: Coded
  /** Số quyết định · Decision number */
  readonly decisionNumber?: string
  /** Ngày liên kết · Linked on */
  readonly linkedOn?: PartialDate
  /** Ngày hủy liên kết · Revoked on */
  readonly revokedOn?: PartialDate
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

/** Tổ chức · Organisation */
export interface Organisation {
  /** Tên · Name */
  readonly name?: string
  /** Loại hình · Kind */
  readonly kind?: 'CO_QUAN_NHA_NUOC' | 'DON_VI_SU_NGHIEP' | 'DOANH_NGHIEP_NHA_NUOC' | 'DOANH_NGHIEP' | 'TO_CHUC_KHAC'
  /** Mã số · Registration number */
  readonly registrationNumber?: string
  /** Người đại diện · Representative */
  readonly representative?: string
  /** Địa chỉ · Address */
  readonly address?: Address
}

/** Người tham gia · Participant in the case */
export interface Participant {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Tư cách · Role */
  readonly role: Coded
  /** Nhân thân · Person */
  readonly person?: Person
  /** Tổ chức · Organisation */
  readonly organisation?: Organisation
  /** Người chưa thành niên · Is a minor */
  readonly minor?: boolean
  /** Tham gia từ ngày · In this role from */
  readonly from?: PartialDate
  /** Đến ngày · Until */
  readonly to?: PartialDate
  /** Ghi chú · Note */
  readonly note?: string
}

/** Cá nhân · Person */
export interface Person {
  /** Họ và tên · Full name */
  readonly fullName?: string
  /** Tên gọi khác · Other names */
  readonly otherNames?: readonly string[]
  /** Ngày hoặc năm sinh · Birth date or year */
  readonly birth?: PartialDate
  /** Giới tính · Sex */
  readonly sex?: 'NAM' | 'NU' | 'KHAC'
  /** Số định danh, CMND · Personal id number */
  readonly personalId?: string
  /** Quốc tịch · Nationality (ISO 3166-1 alpha-3) */
  readonly nationality?: string
  /** Số hộ chiếu · Passport number */
  readonly travelDocument?: string
  /** Điện thoại · Phone */
  readonly phone?: string
  /** Địa chỉ · Address */
  readonly address?: Address
}

/** Phản ánh, kiến nghị · Petition */
export interface Petition {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Số · Number */
  readonly number?: string
  /** Ngày tiếp nhận · Received on */
  readonly receivedOn?: PartialDate
  /** Kênh tiếp nhận · Channel */
  readonly channel?: Coded
  /** Trích yếu · Subject */
  readonly subject?: string
  /** Phân loại · Classification */
  readonly classification?: 'TO_GIAC' | 'TIN_BAO' | 'TO_CAO' | 'KHIEU_NAI' | 'KIEN_NGHI_PHAN_ANH'
  /** Ngày phân loại · Classified on */
  readonly classifiedOn?: PartialDate
  /** Số người cùng ký · Number of signatories */
  readonly signers?: number
  /** Cơ quan được chuyển đến · Forwarded to */
  readonly forwardedTo?: Coded
  /** Ngày chuyển · Forwarded on */
  readonly forwardedOn?: PartialDate
  /** Tình trạng · State */
  readonly state?: 'DANG_XU_LY' | 'DA_CHUYEN' | 'DA_TRA_LOI' | 'LUU'
  /** Ngày trả lời người gửi · Answered on */
  readonly answeredOn?: PartialDate
}

/** Giai đoạn tố tụng · Proceeding (investigation, prosecution, trial, enforcement) */
export interface Proceeding {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Giai đoạn · Stage */
  readonly stage: Coded
  /** Cơ quan tiến hành · Agency in charge */
  readonly agency?: Coded
  /** Đơn vị · Unit */
  readonly unit?: string
  /** Số vụ án · Case number */
  readonly number?: string
  /** Ngày bắt đầu · Opened on */
  readonly openedOn?: PartialDate
  /** Ngày kết thúc · Closed on */
  readonly closedOn?: PartialDate
  /** Mức độ nghiêm trọng · Severity */
  readonly severity?: Coded
  /** Kết thúc bằng · Outcome */
  readonly outcome?: Coded
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
  /** Cơ quan, tổ chức phải thực hiện · Who has to carry it out */
  readonly addressee?: string
  /** Số tiền kiến nghị thu hồi (đồng) · Amount to recover (VND) */
  readonly amountVnd?: number
  /** Số tiền đã thu hồi (đồng) · Amount recovered (VND) */
  readonly recoveredVnd?: number
  /** Ngày thu hồi gần nhất · Last recovered on */
  readonly recoveredOn?: PartialDate
  /** Thời hạn thực hiện · Due on */
  readonly dueOn?: PartialDate
  /** Tình trạng · State */
  readonly state?: 'CHUA_THUC_HIEN' | 'DANG_THUC_HIEN' | 'DA_THUC_HIEN'
  /** Kết quả theo dõi, đôn đốc · Follow-up */
  readonly followUp?: string
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
  /** Tính chất · Flags */
  readonly flags?: readonly Coded[]
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

/** Hình phạt · Sentence */
export interface Sentence {
  /** Người bị kết án · Convicted person */
  readonly convicted?: string
  /** Tội danh · Offence */
  readonly convictedOf?: string
  /** Hình phạt chính · Principal penalty */
  readonly penalty?: Coded
  /** Thời hạn (tháng) · Term (months) */
  readonly months?: number
  /** Án treo · Suspended sentence */
  readonly probation?: boolean
  /** Bồi thường (đồng) · Compensation (đồng) */
  readonly compensationVnd?: number
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

/** Tạm đình chỉ · Entry of the suspension register */
export interface Suspension {
  /** Mã thực thể · Entity id */
  readonly id: string
  /** Quyết định tạm đình chỉ · Decision of suspension */
  readonly decision?: string
  /** Căn cứ · Ground */
  readonly ground?: Coded
  /** Ngày tạm đình chỉ · Suspended on */
  readonly suspendedOn?: PartialDate
  /** Hết thời hiệu truy cứu · Limitation period ends */
  readonly limitationOn?: PartialDate
  /** Các ngày rà soát · Reviewed on */
  readonly reviewedOn?: readonly PartialDate[]
  /** Rà soát lần tới · Next review */
  readonly nextReviewOn?: PartialDate
  /** Ngày phục hồi · Resumed on */
  readonly resumedOn?: PartialDate
  /** Tình trạng · State */
  readonly state?: 'DANG_TAM_DINH_CHI' | 'DA_PHUC_HOI' | 'DA_CHAM_DUT'
}
