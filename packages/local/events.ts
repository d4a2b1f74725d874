import type { z } from "zod/mini";
import type { newEvent } from "#contract/event";

/** An event so many days from now; `guests` of the people who review are registered. */
type Seed = Omit<z.input<typeof newEvent>, "date"> & { days: number; category: string; guests?: number };

const online = { is_online: true, meeting_link: "https://meet.example.com/instaiq", meeting_password: "open-sesame" };

/** What a visitor of a fresh copy finds: free and paid, to come and over, online and in a room, one nearly full. */
export const events: Seed[] = [
  {
    ...{ title: "Open Evening: Learning to Program", days: 6, time: "18:30", duration: 90, price: 0, featured: true },
    ...{ category: "programming", capacity: 120, ...online, guests: 2 },
    short_description: "What it is like, how long it takes, and where to begin. Bring your questions.",
    description: "Three people who learned late tell how they did it; then you ask, and they answer.",
  },
  {
    ...{ title: "TypeScript Workshop", days: 13, time: "10:00", duration: 360, price: 2499, featured: true },
    ...{ category: "web-development", capacity: 24, location: "Insta iQ House" },
    venue_address: "12 MG Road\nPune 411001",
    short_description: "A day of types, in a small group and at your own laptop.",
  },
  {
    ...{ title: "Design Critique Circle", days: 3, time: "17:00", duration: 120, price: 0, guests: 3 },
    ...{ category: "design", capacity: 4, location: "Insta iQ House" },
    short_description: "Show what you are working on, and hear what others see in it. Four seats.",
  },
  {
    ...{
      title: "Cloud Office Hour, Berlin",
      days: 20,
      time: "19:00",
      timezone: "Europe/Berlin",
      duration: 60,
      price: 0,
    },
    ...{ category: "cloud", ...online },
    short_description: "One hour, any question about what runs where, and what it costs.",
  },
  {
    ...{ title: "Statistics by Candlelight", days: -20, time: "20:00", duration: 75, price: 499, category: "data" },
    ...{ capacity: 40, location: "Old Observatory" },
    short_description: "An evening about chance, in the dark.",
  },
  {
    ...{ title: "Hello, Compiler", days: -45, time: "18:00", duration: 90, price: 0, category: "systems-programming" },
    ...online,
    short_description: "From text to machine code in ninety minutes.",
  },
];
