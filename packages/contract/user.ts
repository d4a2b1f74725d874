import * as z from "zod/mini";
import { roles } from "./endpoint";
import { date, email, id, instant, line, maybe, phone, text, url } from "./fields";
import { mailStanding } from "./mailing";

export const role = z.enum(roles);
export const userStatus = z.enum(["active", "inactive", "pending"]);
export type UserStatus = z.infer<typeof userStatus>;

/** What people may change about themselves. */
export const profileFields = {
  name: line(255),
  phone: z.nullable(phone),
  bio: z.nullable(text(5000)),
  date_of_birth: z.nullable(date),
  gender: z.nullable(line(10)),
  address: z.nullable(text(1000)),
  city: z.nullable(line(100)),
  state: z.nullable(line(100)),
  country: z.nullable(line(100)),
  pincode: z.nullable(line(10)),
};

/** A user as they, or an admin, see them. */
export const user = z.object({
  id: z.string(),
  email,
  role,
  status: userStatus,
  name: z.string(),
  phone: maybe(z.string()),
  bio: maybe(z.string()),
  date_of_birth: maybe(date),
  gender: maybe(z.string()),
  address: maybe(z.string()),
  city: maybe(z.string()),
  state: maybe(z.string()),
  country: maybe(z.string()),
  pincode: maybe(z.string()),
  avatar_url: maybe(url),
  email_verified: z.boolean(),
  phone_verified: z.boolean(),
  /** Whether a code is asked for at every sign-in. */
  second_factor: z.boolean(),
  /** Whether their role needs that here. */
  second_factor_required: z.boolean(),
  ...mailStanding,
  last_login: maybe(instant),
  created_at: instant,
  updated_at: instant,
});

/** A user as they stand in a list. */
export const userCard = z.object({
  id: z.string(),
  name: z.string(),
  email,
  role,
  status: userStatus,
  email_verified: z.boolean(),
  phone: maybe(z.string()),
  avatar_url: maybe(url),
  created_at: instant,
});

/** Whom an admin invites. */
export const newUser = z.strictObject({
  name: line(255),
  email,
  role: z._default(role, "student"),
  phone: z.optional(phone),
});
export type NewUser = z.output<typeof newUser>;

/** What may be changed of a profile; fields left out stay, null clears. */
export const profileChange = z.partial(z.strictObject(profileFields));
export type ProfileChange = z.output<typeof profileChange>;

/** The same of one's own, and a picture of oneself by its upload; null takes the picture away. */
export const ownProfileChange = z.partial(
  z.strictObject({ ...profileFields, avatar_upload_id: z.nullable(id("upl")) }),
);
export type OwnProfileChange = z.output<typeof ownProfileChange>;
