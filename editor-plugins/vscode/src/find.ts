/** Where the program rifq is: what the user set, what came with the extension, what the shell would find, what cargo installed. */

import { posix, win32 } from "node:path";

export interface Places {
  /** The setting `rifq.path`. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** PATH. */
  path: string;
  home: string;
  platform: NodeJS.Platform;
  /** Whether a program is there. */
  exists: (file: string) => boolean;
}

export type Found = { program: string; from: "setting" | "bundled" | "path" | "cargo" } | { missing: "setting" | "everywhere" };


/** Finds the program. A setting that names nothing is a mistake to tell, not one to pass over. */
export function find(places: Places): Found {
  const paths = places.platform === "win32" ? win32 : posix;
  const name = places.platform === "win32" ? "rifq.exe" : "rifq";
  const setting = places.setting.trim().replace(/^~(?=[/\\])/, places.home);
  if (setting !== "") {
    return places.exists(setting) ? { program: setting, from: "setting" } : { missing: "setting" };
  }
  const bundled = paths.join(places.extension, "bin", name);
  if (places.exists(bundled)) {
    return { program: bundled, from: "bundled" };
  }
  const folders = places.path.split(paths.delimiter).filter((folder) => folder !== "");
  const inPath = folders.map((folder) => paths.join(folder, name)).find(places.exists);
  if (inPath !== undefined) {
    return { program: inPath, from: "path" };
  }
  const cargo = paths.join(places.home, ".cargo", "bin", name);
  return places.exists(cargo) ? { program: cargo, from: "cargo" } : { missing: "everywhere" };
}
