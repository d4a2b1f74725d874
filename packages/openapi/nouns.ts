import * as z from "zod/mini";
import * as analytics from "#contract/analytics";
import * as audit from "#contract/audit";
import * as billingAddress from "#contract/billing-address";
import * as category from "#contract/category";
import * as certificate from "#contract/certificate";
import * as coupon from "#contract/coupon";
import * as course from "#contract/course";
import * as csv from "#contract/csv";
import * as enrollment from "#contract/enrollment";
import * as event from "#contract/event";
import * as faq from "#contract/faq";
import * as fields from "#contract/fields";
import * as lesson from "#contract/lesson";
import * as mailing from "#contract/mailing";
import * as order from "#contract/order";
import * as personal from "#contract/personal";
import * as picture from "#contract/picture";
import * as post from "#contract/post";
import * as quiz from "#contract/quiz";
import * as registration from "#contract/registration";
import * as secondFactor from "#contract/second-factor";
import * as testimonial from "#contract/testimonial";
import * as upload from "#contract/upload";
import * as user from "#contract/user";

/** What a wire schema is called in the document and in the client: `CourseCard`. */
const nounOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Whether an export of a contract file is worth a name: texts and numbers read better where they stand. */
export const isNoun = (value: unknown): value is z.ZodMiniType =>
  value instanceof z.ZodMiniObject || value instanceof z.ZodMiniEnum;

/** The contract's shared schemas under the names that their files give them. */
export const nouns = z.registry<{ id: string }>();

const files = [
  ...[
    fields,
    analytics,
    audit,
    billingAddress,
    category,
    certificate,
    coupon,
    course,
    csv,
    enrollment,
    event,
    faq,
    lesson,
    order,
    personal,
    picture,
    post,
    quiz,
  ],
  ...[mailing, registration, secondFactor, testimonial, upload, user],
];

for (const [name, value] of files.flatMap((file) => Object.entries(file)))
  if (isNoun(value)) nouns.add(value, { id: nounOf(name) });
