export { Feed } from "feed";
