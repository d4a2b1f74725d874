/**
 * Packages with a script that npm would run while installing, and why it needn't. With `ignore-scripts` in .npmrc none
 * runs; one that is new must be looked at before it stands here.
 */
export const installScripts: Record<string, string> = {
  "@parcel/watcher": "compiles where there is no build of it for the platform; jest asks for it only when it watches",
  "@scarf/scarf": "tells its maker who installs swagger-ui-dist; it has no other purpose",
  "classic-level": "compiles where there is no build of it for the platform; those that there are lie in its archive",
  esbuild: "saves a process at each start by replacing its own launcher; its builds are packages in the lock",
  "unrs-resolver": "fetches a build where npm left out optional packages; its builds are packages in the lock",
};
