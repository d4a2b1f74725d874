import { page } from "#adapters/site";

// Pages of the public site that mails lead to.

export const coursePage = (id: string): string => page(`/courses/${encodeURIComponent(id)}`);
export const eventPage = (id: string): string => page(`/events/${encodeURIComponent(id)}`);
