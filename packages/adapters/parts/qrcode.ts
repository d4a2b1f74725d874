export { create } from "qrcode";
