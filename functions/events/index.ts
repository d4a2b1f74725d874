import { events } from "#contract/events";
import * as Attendance from "#core/attendance";
import * as Event from "#core/event";
import * as Edit from "#core/event.edit";
import { browse, listStaff } from "#core/event.lists";
import { eventView } from "#core/event.view";
import * as Participation from "#core/participation";
import { listRegistered } from "#core/registration.lists";
import { ticketOf } from "#core/ticket";
import { listAnswer } from "#http/list";
import { serve } from "#http/serve";
import { qrSvg } from "./qr";

export const handler = serve(events, {
  list: async ({ query, now }) => listAnswer("events", await browse(query, query, now)),
  upcoming: async ({ query, now }) => listAnswer("events", await browse({ when: "upcoming" }, query, now)),
  registered: async ({ query, session, now }) =>
    listAnswer("events", await listRegistered(session, query.status, query, now)),
  all: async ({ query, now }) => listAnswer("events", await listStaff(query.status, query, now)),
  edited: async ({ params, now }) => {
    const event = await Event.findAny(params.id);
    return { event: { ...eventView(event, now), stored_status: event.status } };
  },
  bySlug: async ({ params, now }) => ({ event: eventView(await Event.findVisible(params.slug), now) }),
  calendar: async ({ params }) => {
    const event = await Event.findVisible(params.slug);
    const { calendarFile } = await import("#adapters/calendar");
    const { publicEntry } = await import("#core/event.calendar");
    return { contentType: "text/calendar; charset=utf-8", content: await calendarFile(publicEntry(event)) };
  },
  create: async ({ body, session, now }) => ({
    message: "Event created successfully",
    event: eventView(await Edit.create(body, session, now), now),
  }),
  update: async ({ params, body, session, now }) => ({
    message: "Event updated",
    event: eventView(await Edit.update(params.id, body, session, now), now),
  }),
  setStatus: async ({ params, body, session, now }) => ({
    message: `Event is now ${body.status}`,
    event: eventView(await Edit.setStatus(params.id, body.status, session, now), now),
  }),
  remove: async ({ params, session, now }) => ({
    message: `Event ${await Edit.remove(params.id, session, now)}`,
  }),
  register: async ({ params, session, now }) => ({
    message: "You are registered",
    registration: await Participation.register(params.id, session, now),
  }),
  leave: async ({ params, session, now }) => ({
    message: "You have given up your place",
    registration: await Participation.leave(params.id, session, now),
  }),
  wait: async ({ params, session, now }) => ({
    message: "You are on the waitlist",
    registration: await Participation.joinWaitlist(params.id, session, now),
  }),
  stopWaiting: async ({ params, session, now }) => ({
    message: "You have left the waitlist",
    registration: await Participation.leaveWaitlist(params.id, session, now),
  }),
  access: async ({ params, session, now }) => ({ access: await Attendance.accessTo(params.id, session, now) }),
  ticket: async ({ params, session }) => {
    const ticket = await ticketOf(params.id, session);
    return { ticket: { ...ticket, qr_svg: await qrSvg(ticket.code) } };
  },
  giveFeedback: async ({ params, body, session, now }) => ({
    message: "Thank you",
    registration: await Attendance.giveFeedback(params.id, body, session, now),
  }),
  registrations: async ({ params, query }) =>
    listAnswer("registrations", await Attendance.listRegistrations(params.id, query.status, query)),
  setAttendance: async ({ params, body, session, now }) => ({
    message: `Registration is now ${body.attendance_status}`,
    registration: await Attendance.setAttendance(params.id, params.userId, body.attendance_status, session, now),
  }),
  checkIn: async ({ params, body, session, now }) => ({
    message: "Let in",
    registration: await Attendance.checkIn(params.id, body, session, now),
  }),
  door: async ({ params, query, now }) => ({
    ...listAnswer("tickets", await Attendance.listTickets(params.id, query)),
    as_of: now.toISOString(),
  }),
});
