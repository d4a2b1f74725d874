// Generated from packages/contract by `npm run generate`: edit the contract, not this.

export interface Answer {
  question_id: string;
  option_ids?: string[];
  value?: boolean;
  text?: string;
}

export interface AskedQuestion {
  kind: QuestionKind;
  text: string;
  points: number;
  id: string;
  options: {
    id: string;
    text: string;
  }[];
}

export interface Attempt {
  id: string;
  number: number;
  state: AttemptState;
  started_at: string;
  deadline: string | null;
  ended_at: string | null;
  pass_percentage: number;
  max_score: number;
  score: number | null;
  percentage: number | null;
  passed: boolean | null;
  course_id: string;
  lesson_id: string;
  questions: AskedQuestion[];
  answers: {
    question_id: string;
    option_ids?: string[];
    value?: boolean;
    text?: string;
  }[];
  results: QuestionResult[] | null;
}

export interface AttemptChange {
  answers: Answer[];
  submit?: boolean;
}

export type AttemptState = "open" | "submitted" | "expired";

export interface AttemptSummary {
  id: string;
  number: number;
  state: AttemptState;
  started_at: string;
  deadline: string | null;
  ended_at: string | null;
  pass_percentage: number;
  max_score: number;
  score: number | null;
  percentage: number | null;
  passed: boolean | null;
}

export type AttendanceStatus = "registered" | "attended" | "no_show" | "cancelled";

export interface Attendee {
  user_id: string;
  event_id: string;
  status: RegistrationStatus;
  order_id: string | null;
  registration_date: string;
  attendance_status: AttendanceStatus;
  checked_in_at: string | null;
  waiting_since: string | null;
  offer_until: string | null;
  feedback_rating: number | null;
  feedback_comment: string | null;
  user_name: string;
  user_email: string;
}

export interface AuditEntry {
  id: string;
  action: string;
  subject_id: string;
  actor: {
    id: string;
    name: string;
  };
  detail: Record<string, unknown>;
  at: string;
}

export interface AuthoredCard {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  price: number;
  original_price: number | null;
  currency: Currency;
  duration: string | null;
  level: CourseLevel;
  category_id: string | null;
  instructor: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  enrollments: number;
  rating: number;
  total_ratings: number;
  language: string;
  lesson_count: number;
  duration_seconds: number;
  created_at: string;
  status: CourseStatus;
  updated_at: string;
}

export interface AuthoredCourse {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  price: number;
  original_price: number | null;
  currency: Currency;
  duration: string | null;
  level: CourseLevel;
  category_id: string | null;
  instructor: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  enrollments: number;
  rating: number;
  total_ratings: number;
  language: string;
  lesson_count: number;
  duration_seconds: number;
  created_at: string;
  image: Picture | null;
  description: string | null;
  video_url: string | null;
  prerequisites: string | null;
  learning_outcomes: string | null;
  instructor_id: string;
  status: CourseStatus;
  updated_at: string;
  certificate_template: string | null;
}

export interface AuthoredLesson {
  id: string;
  title: string;
  kind: LessonKind;
  preview: boolean;
  duration_seconds: number;
  drip_days: number | null;
  section_id: string;
  has_body: boolean;
  has_video_url: boolean;
  has_media: boolean;
  file_name: string | null;
}

export interface AuthoredPost {
  id: string;
  slug: string;
  title: string;
  excerpt: string;
  author: {
    id: string;
    name: string;
  };
  category_id: string | null;
  featured_image: string | null;
  tags: string[];
  reading_minutes: number;
  published_at: string | null;
  image: Picture | null;
  content: string;
  author_id: string;
  meta_title: string | null;
  meta_description: string | null;
  view_count: number;
  created_at: string;
  updated_at: string;
  status: PostStatus;
  revision: number;
}

export interface BillingAddress {
  name: string;
  line1: string;
  line2?: string;
  city: string;
  state: string;
  country: string;
  pincode: string;
  gstin?: string;
}

export interface Category {
  id: string;
  name: string;
  slug: string;
  description: string | null;
  image_url: string | null;
  parent_id: string | null;
  sort_order: number;
  is_active: boolean;
  course_count: number;
  total_course_count: number;
  created_at: string;
  updated_at: string;
}

export interface CategoryChange {
  name?: string;
  description?: string | null;
  image_url?: string | null;
  parent_id?: string | null;
  is_active?: boolean;
}

export interface CategoryNode {
  id: string;
  name: string;
  slug: string;
  description: string | null;
  image_url: string | null;
  sort_order: number;
  is_active: boolean;
  course_count: number;
  total_course_count: number;
  children: CategoryNode[];
}

export interface CategoryOrder {
  parent_id: string | null;
  ids: string[];
}

export interface Certificate {
  code: string;
  name: string;
  course_title: string;
  completed_at: string;
  issued_at: string;
  valid: boolean;
  revoked_at: string | null;
}

export interface CheckIn {
  code: string;
  scanned_at?: string;
}

export interface Coupon {
  id: string;
  code: string;
  kind: "percent" | "fixed";
  value: number;
  currency: Currency | null;
  course_ids: string[] | null;
  event_ids: string[] | null;
  category_ids: string[] | null;
  starts_at: string | null;
  ends_at: string | null;
  max_uses: number | null;
  max_uses_per_user: number | null;
  min_amount: number | null;
  max_discount: number | null;
  active: boolean;
  uses: number;
  description: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
}

export interface CouponChange {
  kind?: "percent" | "fixed";
  value?: number;
  currency?: Currency | null;
  course_ids?: string[] | null;
  event_ids?: string[] | null;
  category_ids?: string[] | null;
  starts_at?: string | null;
  ends_at?: string | null;
  max_uses?: number | null;
  max_uses_per_user?: number | null;
  min_amount?: number | null;
  max_discount?: number | null;
  active?: boolean;
  description?: string | null;
}

export interface CouponPreview {
  code: string;
  course_id: string | null;
  event_id: string | null;
  title: string;
  currency: Currency;
  amount: number;
  discount_amount: number;
  tax_amount: number;
  total_amount: number;
}

export interface Course {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  price: number;
  original_price: number | null;
  currency: Currency;
  duration: string | null;
  level: CourseLevel;
  category_id: string | null;
  instructor: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  enrollments: number;
  rating: number;
  total_ratings: number;
  language: string;
  lesson_count: number;
  duration_seconds: number;
  created_at: string;
  image: Picture | null;
  description: string | null;
  video_url: string | null;
  prerequisites: string | null;
  learning_outcomes: string | null;
  instructor_id: string;
  status: CourseStatus;
  updated_at: string;
}

export interface CourseCard {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  price: number;
  original_price: number | null;
  currency: Currency;
  duration: string | null;
  level: CourseLevel;
  category_id: string | null;
  instructor: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  enrollments: number;
  rating: number;
  total_ratings: number;
  language: string;
  lesson_count: number;
  duration_seconds: number;
  created_at: string;
}

export interface CourseChange {
  title?: string;
  description?: string | null;
  short_description?: string | null;
  price?: number;
  original_price?: number | null;
  currency?: Currency;
  duration?: string | null;
  level?: CourseLevel;
  category_id?: string | null;
  image_url?: string | null;
  image_upload_id?: string | null;
  video_url?: string | null;
  certificate_template?: string | null;
  language?: string;
  prerequisites?: string | null;
  learning_outcomes?: string | null;
  featured?: boolean;
}

export type CourseLevel = "beginner" | "intermediate" | "advanced";

export type CourseSort = "relevance" | "newest" | "price_asc" | "price_desc" | "rating" | "popular";

export type CourseStatus = "draft" | "published" | "archived";

export type Currency = "INR" | "USD" | "EUR" | "GBP" | "JPY";

export interface Curriculum {
  course_id: string;
  lesson_count: number;
  duration_seconds: number;
  sections: {
    id: string;
    title: string;
    lessons: AuthoredLesson[];
  }[];
}

export interface DoorEntry {
  user_id: string;
  user_name: string;
  code_hash: string;
  attendance_status: AttendanceStatus;
  checked_in_at: string | null;
}

export interface EnrolledCourse {
  user_id: string;
  course_id: string;
  order_id: string | null;
  enrollment_date: string;
  completion_date: string | null;
  progress_percentage: number;
  status: EnrollmentStatus;
  certificate_issued: boolean;
  certificate_url: string | null;
  course: CourseCard;
}

export interface Enrollment {
  user_id: string;
  course_id: string;
  order_id: string | null;
  enrollment_date: string;
  completion_date: string | null;
  progress_percentage: number;
  status: EnrollmentStatus;
  certificate_issued: boolean;
  certificate_url: string | null;
}

export type EnrollmentStatus = "active" | "completed" | "cancelled";

export interface Event {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  date: string;
  time: string;
  timezone: string;
  duration: number;
  starts_at: string;
  ends_at: string;
  location: string | null;
  is_online: boolean;
  capacity: number | null;
  registered_count: number;
  seats_left: number | null;
  price: number;
  currency: Currency;
  category_id: string | null;
  organizer: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  status: EventPhase;
  created_at: string;
  image: Picture | null;
  description: string | null;
  venue_address: string | null;
  video_url: string | null;
  organizer_id: string;
  waiting_count: number;
  updated_at: string;
}

export interface EventAccess {
  meeting_link: string | null;
  meeting_password: string | null;
  starts_at: string;
  ends_at: string;
}

export interface EventCard {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  date: string;
  time: string;
  timezone: string;
  duration: number;
  starts_at: string;
  ends_at: string;
  location: string | null;
  is_online: boolean;
  capacity: number | null;
  registered_count: number;
  seats_left: number | null;
  price: number;
  currency: Currency;
  category_id: string | null;
  organizer: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  status: EventPhase;
  created_at: string;
}

export interface EventChange {
  title?: string;
  description?: string | null;
  short_description?: string | null;
  date?: string;
  time?: string;
  timezone?: string;
  duration?: number;
  location?: string | null;
  venue_address?: string | null;
  capacity?: number | null;
  price?: number;
  currency?: Currency;
  category_id?: string | null;
  image_url?: string | null;
  image_upload_id?: string | null;
  video_url?: string | null;
  featured?: boolean;
  is_online?: boolean;
  meeting_link?: string | null;
  meeting_password?: string | null;
  revision?: number;
}

export type EventPhase = "upcoming" | "ongoing" | "completed" | "draft" | "cancelled";

export type EventSort = "date_asc" | "date_desc";

export type EventStatus = "draft" | "published" | "cancelled";

export type EventWhen = "upcoming" | "past" | "all";

export interface Faq {
  id: string;
  question: string;
  answer: string;
  category: string | null;
  sort_order: number;
}

export interface FaqChange {
  question?: string;
  answer?: string;
  category?: string | null;
  sort_order?: number;
  status?: FaqStatus;
}

export interface FaqOrder {
  category: string | null;
  ids: string[];
}

export type FaqStatus = "draft" | "published";

export interface Feedback {
  rating: number;
  comment?: string;
}

export type FileType = "image/jpeg" | "image/png" | "image/webp" | "video/mp4" | "video/webm" | "application/pdf" | "application/zip" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "text/plain" | "text/csv";

export interface ImportReport {
  message: string;
  dry_run: boolean;
  total: number;
  created: number;
  skipped: number;
  failed: number;
  lines: {
    line: number;
    status: ImportStatus;
    id?: string;
    errors?: {
      path: string;
      message: string;
    }[];
  }[];
}

export type ImportStatus = "created" | "valid" | "skipped" | "failed";

export type Interval = "day" | "week" | "month";

export interface KeyedQuestion {
  kind: QuestionKind;
  text: string;
  points: number;
  id: string;
  options: {
    id: string;
    text: string;
  }[];
  correct: boolean | string[];
  explanation: string | null;
}

export interface Learner {
  user_id: string;
  course_id: string;
  order_id: string | null;
  enrollment_date: string;
  completion_date: string | null;
  progress_percentage: number;
  status: EnrollmentStatus;
  certificate_issued: boolean;
  certificate_url: string | null;
  user_name: string;
}

export interface Lesson {
  id: string;
  title: string;
  kind: LessonKind;
  preview: boolean;
  duration_seconds: number;
  drip_days: number | null;
  section_id: string;
  body: string | null;
  video_url: string | null;
  media: LessonMedia | null;
  available_at: string | null;
  progress: {
    completed_at: string | null;
    position_seconds: number | null;
  } | null;
}

export interface LessonChange {
  title?: string;
  body?: string | null;
  video_url?: string | null;
  upload_id?: string | null;
  duration_seconds?: number;
  preview?: boolean;
  drip_days?: number | null;
}

export type LessonKind = "video" | "text" | "attachment" | "quiz";

export interface LessonMedia {
  url: string;
  expires_at: string;
  content_type: FileType;
  file_name: string | null;
}

export interface MailPreferences {
  reminders: boolean;
}

export interface MailPreferencesChange {
  reminders?: boolean;
}

export interface ManagedFaq {
  id: string;
  question: string;
  answer: string;
  category: string | null;
  sort_order: number;
  status: FaqStatus;
  created_at: string;
  updated_at: string;
}

export interface Message {
  message: string;
}

export interface ModeratedTestimonial {
  id: string;
  course_id: string;
  course_title: string;
  rating: number;
  title: string | null;
  content: string;
  author: {
    name: string;
  };
  featured: boolean;
  created_at: string;
  user_id: string;
  status: TestimonialStatus;
  updated_at: string;
}

export type NewBillingAddress = BillingAddress;

export interface NewCategory {
  name: string;
  description?: string | null;
  image_url?: string | null;
  parent_id?: string | null;
  is_active?: boolean;
}

export interface NewCoupon {
  code: string;
  kind: "percent" | "fixed";
  value: number;
  currency?: Currency | null;
  course_ids?: string[] | null;
  event_ids?: string[] | null;
  category_ids?: string[] | null;
  starts_at?: string | null;
  ends_at?: string | null;
  max_uses?: number | null;
  max_uses_per_user?: number | null;
  min_amount?: number | null;
  max_discount?: number | null;
  active?: boolean;
  description?: string | null;
}

export interface NewCourse {
  title: string;
  description?: string | null;
  short_description?: string | null;
  price: number;
  original_price?: number | null;
  currency?: Currency;
  duration?: string | null;
  level?: CourseLevel;
  category_id?: string | null;
  image_url?: string | null;
  image_upload_id?: string | null;
  video_url?: string | null;
  certificate_template?: string | null;
  language?: string;
  prerequisites?: string | null;
  learning_outcomes?: string | null;
}

export interface NewEvent {
  title: string;
  description?: string | null;
  short_description?: string | null;
  date: string;
  time: string;
  timezone?: string;
  duration?: number;
  location?: string | null;
  venue_address?: string | null;
  capacity?: number | null;
  price: number;
  currency?: Currency;
  category_id?: string | null;
  image_url?: string | null;
  image_upload_id?: string | null;
  video_url?: string | null;
  featured?: boolean;
  is_online?: boolean;
  meeting_link?: string | null;
  meeting_password?: string | null;
}

export interface NewFaq {
  question: string;
  answer: string;
  category?: string | null;
  sort_order?: number;
  status?: FaqStatus;
}

export interface NewLesson {
  section_id: string;
  title: string;
  kind: LessonKind;
  body?: string | null;
  video_url?: string | null;
  upload_id?: string | null;
  duration_seconds?: number;
  preview?: boolean;
  drip_days?: number | null;
}

export interface NewOrder {
  sections: {
    id: string;
    lessons: string[];
  }[];
}

export interface NewPost {
  title: string;
  content: string;
  excerpt?: string | null;
  category_id?: string | null;
  featured_image?: string | null;
  featured_image_upload_id?: string | null;
  status?: PostStatus;
  published_at?: string | null;
  meta_title?: string | null;
  meta_description?: string | null;
  tags?: string[];
}

export interface NewQuiz {
  pass_percentage: number;
  max_attempts?: number | null;
  time_limit_seconds?: number | null;
  shuffle?: boolean;
  questions: ({
    kind: QuestionKind;
    text: string;
    points?: number;
    id?: string;
    options?: {
      id: string;
      text: string;
    }[];
    correct: boolean | string[];
    explanation?: string | null;
  })[];
}

export interface NewSection {
  title: string;
}

export interface NewTestimonial {
  course_id: string;
  rating: number;
  title?: string | null;
  content: string;
}

export interface NewUpload {
  purpose: UploadPurpose;
  content_type: FileType;
  size: number;
  file_name?: string;
}

export interface NewUser {
  name: string;
  email: string;
  role?: Role;
  phone?: string;
}

export interface Order {
  id: string;
  order_id: string;
  user_id: string;
  course_id: string | null;
  event_id: string | null;
  title: string;
  buyer: {
    name: string;
    email: string;
  };
  state: OrderState;
  payment_status: PaymentStatus;
  order_status: OrderStatus;
  amount: number;
  discount_amount: number;
  tax_amount: number;
  tax: OrderTax | null;
  total_amount: number;
  refunded_amount: number;
  currency: Currency;
  refund_pending: number;
  disputed_amount: number;
  coupon_code: string | null;
  returning: boolean;
  payment_method: string | null;
  provider: string | null;
  transaction_id: string | null;
  gateway_transaction_id: string | null;
  invoice_number: string | null;
  billing_address: BillingAddress | null;
  notes: string | null;
  expires_at: string;
  paid_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface OrderEvent {
  at: string;
  what: string;
  money: number;
  currency: Currency;
  by: string;
  detail: Record<string, unknown>;
}

export type OrderState = "pending" | "completed" | "failed" | "cancelled" | "refunded" | "partially_refunded";

export type OrderStatus = "pending" | "confirmed" | "processing" | "completed" | "cancelled";

export interface OrderTax {
  rate: number;
  mode: "inclusive" | "exclusive";
  place_of_supply: string;
  sac: string;
  cgst: number;
  sgst: number;
  igst: number;
}

export interface Outline {
  course_id: string;
  lesson_count: number;
  duration_seconds: number;
  sections: {
    id: string;
    title: string;
    lessons: OutlinedLesson[];
  }[];
}

export interface OutlinedLesson {
  id: string;
  title: string;
  kind: LessonKind;
  preview: boolean;
  duration_seconds: number;
  drip_days: number | null;
}

export interface OwnPostCard {
  id: string;
  slug: string;
  title: string;
  excerpt: string;
  author: {
    id: string;
    name: string;
  };
  category_id: string | null;
  featured_image: string | null;
  tags: string[];
  reading_minutes: number;
  published_at: string | null;
  status: PostStatus;
  view_count: number;
  revision: number;
  updated_at: string;
}

export interface OwnProfileChange {
  name?: string;
  phone?: string | null;
  bio?: string | null;
  date_of_birth?: string | null;
  gender?: string | null;
  address?: string | null;
  city?: string | null;
  state?: string | null;
  country?: string | null;
  pincode?: string | null;
  avatar_upload_id?: string | null;
}

export interface Payment {
  provider: ProviderName;
  payment_id: string;
  client_secret: string | null;
  publishable_key: string;
  checkout_url?: string;
}

export type PaymentStatus = "pending" | "completed" | "failed" | "refunded";

export interface PersonalRecord {
  enrollments: Enrollment[];
  registrations: ({
    user_id: string;
    event_id: string;
    status: RegistrationStatus;
    order_id: string | null;
    registration_date: string;
    attendance_status: AttendanceStatus;
    checked_in_at: string | null;
    waiting_since: string | null;
    offer_until: string | null;
    feedback_rating: number | null;
    feedback_comment: string | null;
    event_title: string;
  })[];
  progress: RecordedProgress[];
  attempts: RecordedAttempt[];
  certificates: Certificate[];
  reviews: ModeratedTestimonial[];
  orders: Order[];
  audit: {
    id: string;
    action: string;
    subject_id: string;
    detail: Record<string, unknown>;
    at: string;
  }[];
  exported_at: string;
  user: User;
  incomplete: string[];
}

export interface Picture {
  width: number;
  height: number;
  placeholder: string;
  variants: Variant[];
}

export interface Post {
  id: string;
  slug: string;
  title: string;
  excerpt: string;
  author: {
    id: string;
    name: string;
  };
  category_id: string | null;
  featured_image: string | null;
  tags: string[];
  reading_minutes: number;
  published_at: string;
  image: Picture | null;
  content: string;
  author_id: string;
  meta_title: string | null;
  meta_description: string | null;
  view_count: number;
  created_at: string;
  updated_at: string;
}

export interface PostCard {
  id: string;
  slug: string;
  title: string;
  excerpt: string;
  author: {
    id: string;
    name: string;
  };
  category_id: string | null;
  featured_image: string | null;
  tags: string[];
  reading_minutes: number;
  published_at: string;
}

export interface PostChange {
  title?: string;
  content?: string;
  excerpt?: string | null;
  category_id?: string | null;
  featured_image?: string | null;
  featured_image_upload_id?: string | null;
  status?: PostStatus;
  published_at?: string | null;
  meta_title?: string | null;
  meta_description?: string | null;
  tags?: string[];
  revision?: number;
}

export interface PostRevision {
  revision: number;
  title: string;
  status: PostStatus;
  reading_minutes: number;
  edited_by: {
    id: string;
    name: string;
  };
  edited_at: string;
}

export type PostStatus = "draft" | "published" | "archived";

export interface PreviewedLesson {
  id: string;
  title: string;
  kind: LessonKind;
  preview: boolean;
  duration_seconds: number;
  drip_days: number | null;
  section_id: string;
  body: string | null;
  video_url: string | null;
  media: LessonMedia | null;
}

export interface ProfileChange {
  name?: string;
  phone?: string | null;
  bio?: string | null;
  date_of_birth?: string | null;
  gender?: string | null;
  address?: string | null;
  city?: string | null;
  state?: string | null;
  country?: string | null;
  pincode?: string | null;
}

export interface Progress {
  course_id: string;
  percentage: number;
  completed_lessons: number;
  total_lessons: number;
  completed_at: string | null;
  resume: {
    lesson_id: string;
    position_seconds: number;
  } | null;
  lessons: ({
    lesson_id: string;
    completed_at: string | null;
    position_seconds: number | null;
    available_at: string;
  })[];
}

export interface ProgressChange {
  completed?: true;
  position_seconds?: number;
}

export type ProviderName = "stripe" | "razorpay";

export type QuestionKind = "single" | "multiple" | "true_false" | "short_text";

export interface QuestionResult {
  question_id: string;
  correct: boolean;
  score: number;
  explanation: string | null;
}

export interface Quiz {
  course_id: string;
  lesson_id: string;
  pass_percentage: number;
  max_attempts: number | null;
  time_limit_seconds: number | null;
  shuffle: boolean;
  questions: KeyedQuestion[];
  updated_at: string;
}

export interface RecordedAttempt {
  id: string;
  number: number;
  state: AttemptState;
  started_at: string;
  deadline: string | null;
  ended_at: string | null;
  pass_percentage: number;
  max_score: number;
  score: number | null;
  percentage: number | null;
  passed: boolean | null;
  course_id: string;
  lesson_id: string;
  answers: {
    question_id: string;
    option_ids?: string[];
    value?: boolean;
    text?: string;
  }[];
  results: {
    question_id: string;
    correct: boolean;
    score: number;
  }[] | null;
}

export interface RecordedProgress {
  course_id: string;
  lessons: ({
    lesson_id: string;
    completed_at: string | null;
    position_seconds: number | null;
  })[];
}

export interface Refund {
  id: string;
  order_id: string;
  amount: number;
  currency: Currency;
  status: RefundStatus;
  reason: string | null;
  requested_at: string;
  settled_at: string | null;
}

export type RefundStatus = "requested" | "succeeded" | "failed";

export interface RegisteredEvent {
  user_id: string;
  event_id: string;
  status: RegistrationStatus;
  order_id: string | null;
  registration_date: string;
  attendance_status: AttendanceStatus;
  checked_in_at: string | null;
  waiting_since: string | null;
  offer_until: string | null;
  feedback_rating: number | null;
  feedback_comment: string | null;
  event: EventCard;
}

export interface Registration {
  user_id: string;
  event_id: string;
  status: RegistrationStatus;
  order_id: string | null;
  registration_date: string;
  attendance_status: AttendanceStatus;
  checked_in_at: string | null;
  waiting_since: string | null;
  offer_until: string | null;
  feedback_rating: number | null;
  feedback_comment: string | null;
}

export type RegistrationStatus = "registered" | "waiting" | "offered" | "cancelled";

export type Role = "student" | "instructor" | "admin";

export interface SecondFactorSetup {
  message: string;
  second_factor: {
    secret: string;
    uri: string;
  };
}

export interface SecondStep {
  message: string;
  second_factor: {
    session: string;
    expires_in: number;
  };
}

export interface SectionChange {
  title?: string;
}

export interface StaffEvent {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  date: string;
  time: string;
  timezone: string;
  duration: number;
  starts_at: string;
  ends_at: string;
  location: string | null;
  is_online: boolean;
  capacity: number | null;
  registered_count: number;
  seats_left: number | null;
  price: number;
  currency: Currency;
  category_id: string | null;
  organizer: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  status: EventPhase;
  created_at: string;
  image: Picture | null;
  description: string | null;
  venue_address: string | null;
  video_url: string | null;
  organizer_id: string;
  waiting_count: number;
  updated_at: string;
  stored_status: EventStatus;
  meeting_link: string | null;
  meeting_password: string | null;
  seats_taken: number;
  revision: number;
}

export interface StaffEventCard {
  id: string;
  slug: string;
  title: string;
  short_description: string | null;
  date: string;
  time: string;
  timezone: string;
  duration: number;
  starts_at: string;
  ends_at: string;
  location: string | null;
  is_online: boolean;
  capacity: number | null;
  registered_count: number;
  seats_left: number | null;
  price: number;
  currency: Currency;
  category_id: string | null;
  organizer: {
    id: string;
    name: string;
  };
  image_url: string | null;
  featured: boolean;
  status: EventPhase;
  created_at: string;
  stored_status: EventStatus;
  updated_at: string;
}

export interface Testimonial {
  id: string;
  course_id: string;
  course_title: string;
  rating: number;
  title: string | null;
  content: string;
  author: {
    name: string;
  };
  featured: boolean;
  created_at: string;
}

export interface TestimonialChange {
  status?: TestimonialStatus;
  featured?: boolean;
  reason?: string;
}

export type TestimonialStatus = "pending" | "approved" | "rejected";

export interface Ticket {
  event_id: string;
  event_title: string;
  user_name: string;
  starts_at: string;
  location: string | null;
  code: string;
  qr_svg: string;
}

export interface Upload {
  id: string;
  purpose: UploadPurpose;
  state: UploadState;
  reason: string | null;
  content_type: FileType;
  size: number;
  file_name: string | null;
  url: string | null;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  variants: Variant[];
  created_at: string;
}

export interface UploadForm {
  id: string;
  url: string;
  fields: Record<string, string>;
  expires_at: string;
}

export type UploadPurpose = "avatar" | "course_image" | "post_image" | "event_image" | "lesson_video" | "lesson_attachment";

export type UploadState = "pending" | "processing" | "ready" | "rejected";

export interface User {
  id: string;
  email: string;
  role: Role;
  status: UserStatus;
  name: string;
  phone: string | null;
  bio: string | null;
  date_of_birth: string | null;
  gender: string | null;
  address: string | null;
  city: string | null;
  state: string | null;
  country: string | null;
  pincode: string | null;
  avatar_url: string | null;
  email_verified: boolean;
  phone_verified: boolean;
  second_factor: boolean;
  second_factor_required: boolean;
  mail_status: "ok" | "bounced" | "complained";
  mail_status_at: string | null;
  mail_status_reason: string | null;
  mail_preferences: MailPreferences;
  last_login: string | null;
  created_at: string;
  updated_at: string;
}

export interface UserCard {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: UserStatus;
  email_verified: boolean;
  phone: string | null;
  avatar_url: string | null;
  created_at: string;
}

export type UserStatus = "active" | "inactive" | "pending";

export interface Variant {
  url: string;
  width: number;
  height: number;
  format: "jpeg" | "webp" | "avif";
}
