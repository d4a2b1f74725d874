export { default as ical, ICalAttendeeStatus } from "ical-generator";
