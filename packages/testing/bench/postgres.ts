import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where Debian's package puts the newest server; undefined where there is none. */
function binaries(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const newest = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(a) - Number(b))
        .at(-1)
    : undefined;
  return newest === undefined ? undefined : join(versions, newest, "bin");
}

/** A PostgreSQL of its own, with the courses in a table; it listens on a socket in its folder only. */
export function openPostgres(folder: string, courses: readonly object[]): { url: string; close(): void } | undefined {
  const bin = binaries();
  if (!bin) return undefined;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The server refuses to be the superuser's.
  const asOther = process.getuid?.() === 0;
  if (asOther) execFileSync("chown", ["-R", "postgres", folder]);
  chmodSync(folder, 0o755);
  const run = (program: string, ...args: string[]) => {
    const command = [join(bin, program), ...args];
    const [first = "", ...rest] = asOther ? ["runuser", "-u", "postgres", "--", ...command] : command;
    return execFileSync(first, rest, { cwd: "/", encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  };
  const data = join(folder, "data");
  run("initdb", "-D", data, "-U", "bench", "--auth=trust");
  const options = `-c listen_addresses='' -c unix_socket_directories=${folder}`;
  run("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", options, "start");
  const script = join(folder, "courses.sql");
  const rows = courses.map((course) => `('${JSON.stringify(course).replaceAll("'", "''")}')`);
  const table =
    "CREATE TABLE courses (course jsonb, created_at text GENERATED ALWAYS AS (course->>'created_at') STORED)";
  const index = "CREATE INDEX ON courses (created_at)";
  writeFileSync(script, `${table};\n${index};\nINSERT INTO courses (course) VALUES ${rows.join(",\n")};\n`);
  run("psql", "-h", folder, "-U", "bench", "-d", "postgres", "-q", "-f", script);
  return {
    url: `postgres://bench@/postgres?host=${encodeURIComponent(folder)}`,
    close: () => void run("pg_ctl", "-D", data, "-m", "immediate", "stop"),
  };
}
